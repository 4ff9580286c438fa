import type { AttributeValue, WireItem } from "@keywright/schema";
import type { LiteralNode } from "../node/leaf.ts";
import type { PathNode } from "../node/path.ts";
import type { AddNode, DeleteNode, SetValueNode, UpdateAction } from "../node/update.ts";
import { addNumbers } from "./add-numbers.ts";
import { equalValues } from "./equal.ts";
import { valueAt } from "./operand.ts";
import { placeAt, removeAt } from "./place.ts";

/**
 * What an update makes of a stored item, as DynamoDB would: every value is taken from the item before it. `undefined` where
 * DynamoDB would refuse it for what is stored: a value that is missing, of another type, or has no place.
 */
export function evaluateUpdate(actions: readonly UpdateAction[], item: WireItem): WireItem | undefined {
  const placed: { readonly path: PathNode; readonly value: AttributeValue }[] = [];
  const removed: PathNode[] = [];
  for (const action of actions) {
    const value = action.kind === "remove" ? "nothing" : valueOfAction(action, item);
    if (value === undefined) return undefined;
    if (value === "nothing") removed.push(action.path);
    else placed.push({ path: action.path, value });
  }
  let after: AttributeValue | undefined = { M: item };
  // What is behind the end of a list is appended in the order of its places.
  for (const { path, value } of placed.sort((a, b) => placeOf(a.path) - placeOf(b.path))) {
    after = after && placeAt(after, path.steps, value);
  }
  // From the end, and from the inside, so that the elements of a list keep their places until it is their turn.
  const depthOf = ({ steps }: PathNode): number => steps.length;
  for (const path of removed.sort((a, b) => depthOf(b) - depthOf(a) || placeOf(b) - placeOf(a))) {
    // What an action put behind the end of a list is not there for another one to remove.
    const isThere = valueAt(path, item) !== undefined;
    const without: AttributeValue | undefined = after && removeAt(isThere ? after : { M: item }, path.steps);
    if (isThere || without === undefined) after = without;
  }
  return after && "M" in after ? after.M : undefined;
}

function placeOf({ steps }: PathNode): number {
  const last = steps.at(-1);
  return typeof last === "number" ? last : -1;
}

type Writing = Exclude<UpdateAction, { readonly kind: "remove" }>;

function valueOfAction(action: Writing, item: WireItem): AttributeValue | "nothing" | undefined {
  if (action.kind === "set") return setValue(action.value, item);
  const old = valueAt(action.path, item);
  return "N" in action.value.value ? sum(old, action.value.value) : members(action, old);
}

function sum(old: AttributeValue | undefined, added: AttributeValue): AttributeValue | undefined {
  return old === undefined ? added : add(old, added, 1n);
}

function add(
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
  sign: 1n | -1n,
): AttributeValue | undefined {
  if (!left || !right || !("N" in left && "N" in right)) return undefined;
  const N = addNumbers(left.N, right.N, sign);
  return N === undefined ? undefined : { N };
}

function setValue(node: SetValueNode, item: WireItem): AttributeValue | undefined {
  switch (node.kind) {
    case "arithmetic":
      return add(setValue(node.left, item), setValue(node.right, item), node.operator === "+" ? 1n : -1n);
    case "listAppend": {
      const [left, right] = [setValue(node.left, item), setValue(node.right, item)];
      return left && right && "L" in left && "L" in right ? { L: [...left.L, ...right.L] } : undefined;
    }
    case "ifNotExists":
      return valueAt(node.path, item) ?? leaf(node.otherwise, item);
    default:
      return leaf(node, item);
  }
}

function leaf(node: PathNode | LiteralNode, item: WireItem): AttributeValue | undefined {
  return node.kind === "literal" ? node.value : valueAt(node, item);
}

/** A set with members put in, or taken out; it goes with its last one. */
function members(
  { kind, value }: AddNode | DeleteNode,
  old: AttributeValue | undefined,
): AttributeValue | "nothing" | undefined {
  const changed = listOf(value.value);
  const stored = old === undefined ? [] : listOf(old);
  const sameType = old === undefined || Object.keys(old)[0] === Object.keys(value.value)[0];
  if (changed === undefined || stored === undefined || !sameType) return undefined;
  const others = stored.filter((member) => !changed.some((each) => equalValues(member, each)));
  return setOf(kind === "add" ? [...others, ...changed] : others);
}

function listOf(value: AttributeValue): readonly AttributeValue[] | undefined {
  if ("SS" in value) return value.SS.map((S) => ({ S }));
  if ("NS" in value) return value.NS.map((N) => ({ N }));
  return "BS" in value ? value.BS.map((B) => ({ B })) : undefined;
}

function setOf(values: readonly AttributeValue[]): AttributeValue | "nothing" {
  const [first] = values;
  if (first === undefined) return "nothing";
  if ("S" in first) return { SS: values.flatMap((value) => ("S" in value ? [value.S] : [])) };
  if ("N" in first) return { NS: values.flatMap((value) => ("N" in value ? [value.N] : [])) };
  return { BS: values.flatMap((value) => ("B" in value ? [value.B] : [])) };
}
