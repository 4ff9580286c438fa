import type { PathNode, SetNode, UpdateAction } from "@keywright/expressions";

/** Whether an update that is carried out twice leaves what it leaves once. */
export function isRepeatable(changes: readonly UpdateAction[]): boolean {
  const written = new Set(changes.map(({ path }) => path.steps[0]));
  return changes.every((change) => {
    if (isElement(change.path)) return false;
    switch (change.kind) {
      case "set":
        return isSame(change, written);
      case "add":
        // Members of a set are there or not; a number grows.
        return !("N" in change.value.value);
      case "remove":
      case "delete":
        return true;
      default:
        return change satisfies never;
    }
  });
}

/** Positions in a list move with what is removed before them, and what is behind its end is appended. */
function isElement({ steps }: PathNode): boolean {
  return steps.some((step) => typeof step === "number");
}

/** Whether the value is the same the second time: not one that this update computes, or copies from what it writes. */
function isSame({ path, value }: SetNode, written: ReadonlySet<string | number | undefined>): boolean {
  switch (value.kind) {
    case "literal":
      return true;
    case "path":
      return !written.has(value.steps[0]);
    case "ifNotExists": {
      const others = value.otherwise.kind === "literal" || !written.has(value.otherwise.steps[0]);
      const kept = JSON.stringify(value.path.steps) === JSON.stringify(path.steps) || !written.has(value.path.steps[0]);
      return others && kept;
    }
    case "arithmetic":
    case "listAppend":
      return false;
    default:
      return value satisfies never;
  }
}
