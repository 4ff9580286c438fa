import { defaultOf, isOptional, storedTypes } from "@keywright/schema";
import { LiteralNode } from "../node/leaf.ts";
import { ArithmeticNode, IfNotExistsNode, ListAppendNode, type SetValueNode, type TermNode } from "../node/update.ts";
import { misuse } from "../reference/misuse.ts";
import { nodeOf, type ReferenceData } from "../reference/reference.ts";
import type { ChangeData } from "./change.ts";
import { elementsOf } from "./elements.ts";
import { encodeAt } from "./encode.ts";
import { listTerm, numberTerm } from "./term.ts";

type Of<K extends ChangeData["kind"]> = Extract<ChangeData, { readonly kind: K }>;

/** `path + amount`, from what stands for an absent value where that is given. */
export function arithmetic(target: ReferenceData, change: Of<"increment">, exists: boolean): SetValueNode {
  const { operator, by, from } = change;
  const name = operator === "+" ? "increment" : "decrement";
  needNumber(target, name);
  if (from === undefined && !exists && (isOptional(target.shape) || target.isMember)) {
    throw misuse(target, name, "needs { from } for an attribute that may be absent: what an absent one counts for");
  }
  const left = from === undefined ? nodeOf(target) : IfNotExistsNode(nodeOf(target), plain(from, target, name));
  return ArithmeticNode(operator, left, numberTerm(by, target, name));
}

/** `a + b` of other attributes and amounts. */
export function sumOf(target: ReferenceData, { operator, left, right }: Of<"sum">): SetValueNode {
  const name = operator === "+" ? "sum" : "difference";
  needNumber(target, name);
  return ArithmeticNode(operator, numberTerm(left, target, name), numberTerm(right, target, name));
}

/** `list_append` at either end; a list that may be absent counts as its default, or as empty. */
export function extended(target: ReferenceData, { end, items, from }: Of<"extend">): SetValueNode {
  const name = end === "last" ? "append" : "prepend";
  elementsOf(target, name);
  const absent = absentList(target, from, name);
  const list = absent ? IfNotExistsNode(nodeOf(target), absent) : nodeOf(target);
  const added = listTerm(items, target, name);
  return end === "last" ? ListAppendNode(list, added) : ListAppendNode(added, list);
}

/** `list_append` of other attributes and elements. */
export function concatenated(target: ReferenceData, { left, right }: Of<"concat">): SetValueNode {
  return ListAppendNode(listTerm(left, target, "concat"), listTerm(right, target, "concat"));
}

type Leaf = Exclude<TermNode, IfNotExistsNode>;

/** What stands in for an absent list. */
function absentList(target: ReferenceData, from: unknown, name: string): Leaf | undefined {
  if (from !== undefined) {
    const list = listTerm(from, target, name);
    if (list.kind === "ifNotExists") throw misuse(target, name, "takes elements or another attribute as { from }");
    return list;
  }
  // What reading an item without it would give.
  const usual = defaultOf(target.shape);
  if (usual !== undefined) return LiteralNode(encodeAt(usual, target));
  return isOptional(target.shape) || target.isMember ? LiteralNode({ L: [] }) : undefined;
}

function plain(from: unknown, target: ReferenceData, name: string): Leaf {
  const node = numberTerm(from, target, name);
  if (node.kind === "ifNotExists") throw misuse(target, name, "takes a number or another attribute as { from }");
  return node;
}

function needNumber(target: ReferenceData, name: string): void {
  if (!storedTypes(target.shape).has("N")) throw misuse(target, name, "needs an attribute that is stored as a number");
}
