import type { PathNode, SetNode, UpdateAction } from "@keywright/expressions";

/** Whether an update that is carried out twice leaves what it leaves once. */
export function isRepeatable(changes: readonly UpdateAction[]): boolean {
  for (const change of changes) if (!isSameTwice(change, changes)) return false;
  return true;
}

function isSameTwice(change: UpdateAction, changes: readonly UpdateAction[]): boolean {
  if (isElement(change.path)) return false;
  switch (change.kind) {
    case "set":
      return isSame(change, changes);
    case "add":
      // Members of a set are there or not; a number grows.
      return !("N" in change.value.value);
    case "remove":
    case "delete":
      return true;
    default:
      return change satisfies never;
  }
}

/** Positions in a list move with what is removed before them, and what is behind its end is appended. */
function isElement({ steps }: PathNode): boolean {
  for (const step of steps) if (typeof step === "number") return true;
  return false;
}

/** Whether the value is the same the second time: not one that this update computes, or copies from what it writes. */
function isSame({ path, value }: SetNode, changes: readonly UpdateAction[]): boolean {
  switch (value.kind) {
    case "literal":
      return true;
    case "path":
      return !isWritten(value, changes);
    case "ifNotExists": {
      const others = value.otherwise.kind === "literal" || !isWritten(value.otherwise, changes);
      const kept = JSON.stringify(value.path.steps) === JSON.stringify(path.steps) || !isWritten(value.path, changes);
      return others && kept;
    }
    case "arithmetic":
    case "listAppend":
      return false;
    default:
      return value satisfies never;
  }
}

/** Whether one of the changes is in the same attribute. */
function isWritten({ steps }: PathNode, changes: readonly UpdateAction[]): boolean {
  return changes.some(({ path }) => path.steps[0] === steps[0]);
}
