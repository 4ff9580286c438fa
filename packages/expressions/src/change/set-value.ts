import { type AttributeValue, elementShape, isOptional, storedTypes } from "@keywright/schema";
import { LiteralNode } from "../node/leaf.ts";
import { PathNode } from "../node/path.ts";
import { ArithmeticNode, IfNotExistsNode, ListAppendNode, type SetValueNode, type TermNode } from "../node/update.ts";
import { misuse } from "../reference/misuse.ts";
import { isReadableWhenAbsent } from "../reference/optional.ts";
import { type ReferenceData, referenceData } from "../reference/reference.ts";
import type { ChangeData } from "./change.ts";
import { encodeAmount, encodeAt } from "./encode.ts";

/** `path + amount`, from what stands for an absent value where that is given. */
export function arithmetic(
  target: ReferenceData,
  { operator, by, from }: Extract<ChangeData, { readonly kind: "increment" }>,
  exists: boolean,
): SetValueNode {
  const name = operator === "+" ? "increment" : "decrement";
  if (!storedTypes(target.shape).has("N")) throw misuse(target, name, "needs an attribute that is stored as a number");
  const path = PathNode(target.steps);
  if (from === undefined && !exists && isOptional(target.shape)) {
    throw misuse(target, name, "needs { from } for an attribute that may be absent: what an absent one counts for");
  }
  const left = from === undefined ? path : IfNotExistsNode(path, encodeAmount(from, target, name));
  return ArithmeticNode(operator, left, otherPath(by, target) ?? encodeAmount(by, target, name));
}

/** `list_append` at either end; a list that may be absent counts as empty. */
export function extended(
  target: ReferenceData,
  { end, items }: Extract<ChangeData, { readonly kind: "extend" }>,
): SetValueNode {
  const name = end === "last" ? "append" : "prepend";
  const shape = elementShape(target.shape);
  if (!shape) throw misuse(target, name, "needs an attribute that is stored as a list");
  const path = PathNode(target.steps);
  const list: TermNode = isReadableWhenAbsent(target.shape) ? IfNotExistsNode(path, LiteralNode({ L: [] })) : path;
  const added = otherPath(items, target) ?? LiteralNode({ L: encodeElements(items, target, name) });
  return end === "last" ? ListAppendNode(list, added) : ListAppendNode(added, list);
}

function encodeElements(items: unknown, target: ReferenceData, name: string): AttributeValue[] {
  if (!Array.isArray(items)) throw misuse(target, name, "takes the elements in an array");
  return items.map((item, i) => {
    const shape = elementShape(target.shape);
    if (!shape) throw misuse(target, name, "needs an attribute that is stored as a list");
    return encodeAt(item, { ...target, shape, path: [...target.path, i] });
  });
}

function otherPath(value: unknown, target: ReferenceData): PathNode | undefined {
  const other = referenceData(value);
  return other && PathNode(sameEntity(other, target).steps);
}

/** Refuses a reference to anything but an attribute of the same entity. */
export function sameEntity(other: ReferenceData, target: ReferenceData): ReferenceData {
  if (other.model.name === target.model.name && other.kind === "path" && other.steps.length > 0) return other;
  throw misuse(target, "set", `takes a value or another attribute of ${target.model.name}`);
}
