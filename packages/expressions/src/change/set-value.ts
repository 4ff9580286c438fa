import { defaultOf, isOptional, storedTypes } from "@keywright/schema";
import { LiteralNode } from "../node/leaf.ts";
import { ArithmeticNode, IfNotExistsNode, ListAppendNode, type SetValueNode } from "../node/update.ts";
import { misuse } from "../reference/misuse.ts";
import { nodeOf, type ReferenceData } from "../reference/reference.ts";
import type { ChangeData } from "./change.ts";
import { encodeAt } from "./encode.ts";
import { listsFor, numbersFor, present, term } from "./term.ts";

type Of<K extends ChangeData["kind"]> = Extract<ChangeData, { readonly kind: K }>;

/** `path + amount`, from what stands for an absent value where that is given. */
export function arithmetic(target: ReferenceData, change: Of<"increment">, exists: boolean): SetValueNode {
  const { operator, by, from } = change;
  const name = operator === "+" ? "increment" : "decrement";
  needNumber(target, name);
  if (from === undefined && !exists && (isOptional(target.shape) || target.isMember)) {
    throw misuse(target, name, "needs { from } for an attribute that may be absent: what an absent one counts for");
  }
  const numbers = numbersFor(target, name);
  const left = from === undefined ? nodeOf(target) : IfNotExistsNode(nodeOf(target), present(from, numbers));
  return ArithmeticNode(operator, left, term(by, numbers));
}

/** `a + b` of other attributes and amounts. */
export function sumOf(target: ReferenceData, { operator, left, right }: Of<"sum">): SetValueNode {
  const name = operator === "+" ? "sum" : "difference";
  needNumber(target, name);
  const numbers = numbersFor(target, name);
  return ArithmeticNode(operator, term(left, numbers), term(right, numbers));
}

/** `list_append` at either end; a list that may be absent counts as `from`, as its default, or as empty. */
export function extended(target: ReferenceData, { end, items, from }: Of<"extend">): SetValueNode {
  const lists = listsFor(target, end === "last" ? "append" : "prepend");
  const absent = from === undefined ? usualList(target) : present(from, lists);
  const list = absent ? IfNotExistsNode(nodeOf(target), absent) : nodeOf(target);
  const added = term(items, lists);
  return end === "last" ? ListAppendNode(list, added) : ListAppendNode(added, list);
}

/** `list_append` of other attributes and elements. */
export function concatenated(target: ReferenceData, { left, right }: Of<"concat">): SetValueNode {
  const lists = listsFor(target, "concat");
  return ListAppendNode(term(left, lists), term(right, lists));
}

/** What reading an item without the list would give; nothing for one that is always there. */
function usualList(target: ReferenceData): LiteralNode | undefined {
  const usual = defaultOf(target.shape);
  if (usual !== undefined) return LiteralNode(encodeAt(usual, target));
  return isOptional(target.shape) || target.isMember ? LiteralNode({ L: [] }) : undefined;
}

function needNumber(target: ReferenceData, name: string): void {
  if (!storedTypes(target.shape).has("N")) throw misuse(target, name, "needs an attribute that is stored as a number");
}
