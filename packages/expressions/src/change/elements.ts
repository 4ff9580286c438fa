import { type Shape, storedShape } from "@keywright/schema";
import { misuse } from "../reference/misuse.ts";
import type { ReferenceData } from "../reference/reference.ts";

/**
 * What elements may be put at either end of a list. DynamoDB checks nothing but that it is a list, and does not say how long
 * it is: any number of them, in any order, must be a value of the attribute.
 */
export function elementsOf(target: ReferenceData, name: string): Shape {
  const lists = listsOf(target.shape);
  if (lists.length === 0) throw misuse(target, name, "needs an attribute that is stored as a list");
  for (const list of lists) {
    if (list.kind === "array" && lists.every((other) => partsOf(other).every((part) => isAlike(part, list.element)))) {
      return list.element;
    }
  }
  if (lists.some(({ kind }) => kind === "tuple")) {
    throw misuse(target, name, "would move the items of a tuple or change their number: give the whole tuple instead");
  }
  throw misuse(
    target,
    name,
    "could mix the elements of different lists, which the schema does not: give the whole list instead",
  );
}

type ListShape = Extract<Shape, { readonly kind: "array" | "tuple" }>;

/** The lists that an attribute may be. */
function listsOf(shape: Shape): readonly ListShape[] {
  const stored = storedShape(shape);
  if (stored.kind === "array" || stored.kind === "tuple") return [stored];
  return "options" in stored ? stored.options.flatMap(listsOf) : [];
}

function partsOf(list: ListShape): readonly Shape[] {
  if (list.kind === "array") return [list.element];
  return list.rest === undefined ? list.items : [...list.items, list.rest];
}

/** Scalars whose values are told by their kind alone, as far as types say. */
const plain: ReadonlySet<Shape["kind"]> = new Set([
  "string",
  "number",
  "bigint",
  "boolean",
  "null",
  "bytes",
  "decimal",
]);

function isAlike(one: Shape, other: Shape): boolean {
  return one.schema === other.schema || (one.kind === other.kind && plain.has(one.kind));
}
