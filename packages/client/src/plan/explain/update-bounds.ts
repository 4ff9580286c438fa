import type { UpdateAction } from "@keywright/expressions";
import { utf8Length, valueSize } from "@keywright/schema";

/** Stored names of the attributes that an update writes, or writes into. */
export function touchedNames(changes: readonly UpdateAction[]): ReadonlySet<string> {
  return new Set(changes.map(({ path }) => String(path.steps[0])));
}

/** Bytes that an update can add to an item at most: all of its values, and the names of what it writes. */
export function broughtBytes(changes: readonly UpdateAction[]): number {
  return changes.reduce((sum, change) => {
    const name = utf8Length(String(change.path.steps.at(-1)));
    return sum + (change.kind === "remove" ? 0 : name + literalBytes(change.value));
  }, 0);
}

type Value = Extract<UpdateAction, { readonly kind: "set" }>["value"];

function literalBytes(node: Value): number {
  switch (node.kind) {
    case "literal":
      return valueSize(node.value);
    case "path":
      return 0;
    case "ifNotExists":
      return literalBytes(node.otherwise);
    default:
      return literalBytes(node.left) + literalBytes(node.right);
  }
}
