import {
  ComparisonNode,
  type ConditionNode,
  ExistsNode,
  LiteralNode,
  PathNode,
  RemoveNode,
  SetNode,
  type UpdateAction,
} from "@keywright/expressions";
import { type AttributeValue, type EntityModel, itemSize, type WireItem } from "@keywright/schema";
import { own } from "../own.ts";
import { sameValue } from "../same-value.ts";
import { tableKeyOf } from "../stored-key.ts";

type Entries = Readonly<Record<string, AttributeValue>>;

/** The attributes to set and to remove that make one stored item another one under the same key. */
export function changesBetween(before: WireItem, after: WireItem, key: WireItem): readonly UpdateAction[] {
  return changedNames(before, after)
    .filter((name) => !Object.hasOwn(key, name))
    .map((name) => change([name], own(after, name)));
}

/** The same for requests that should be small: of a map that changes in parts, the parts, where that is shorter. */
export function smallChangesBetween(before: WireItem, after: WireItem, key: WireItem): readonly UpdateAction[] {
  return changedNames(before, after)
    .filter((name) => !Object.hasOwn(key, name))
    .flatMap((name) => smallest([name], own(before, name), own(after, name)));
}

/**
 * The stored item is as it was read. A version tells every write from the next. Without one, each attribute that the program
 * may have seen must be as it was.
 */
export function unchanged(model: EntityModel, stored: WireItem): readonly ConditionNode[] {
  const { version, upgrade } = model;
  const versioned = version !== undefined && own(stored, version.attribute) !== undefined;
  const key = tableKeyOf(model, stored);
  const names = versioned
    ? [version.attribute, version.mark]
    : Object.keys(stored).filter((name) => !Object.hasOwn(key, name));
  return [...new Set([...names, ...(upgrade ? [upgrade.attribute] : [])])].map((name) => {
    const value = own(stored, name);
    const path = PathNode([name]);
    return value === undefined ? ExistsNode(path, true) : ComparisonNode("=", path, LiteralNode(value));
  });
}

function changedNames(before: Entries, after: Entries): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !sameValue(own(before, name), own(after, name)));
}

function change(steps: readonly string[], value: AttributeValue | undefined): UpdateAction {
  const path = PathNode(steps);
  return value === undefined ? RemoveNode(path) : SetNode(path, LiteralNode(value));
}

/** Levels of a document path that DynamoDB takes. */
const maxDepth = 32;

function smallest(
  steps: readonly string[],
  before: AttributeValue | undefined,
  after: AttributeValue | undefined,
): readonly UpdateAction[] {
  const whole = [change(steps, after)];
  // Elements of lists would need the other elements to stay where they are.
  if (before === undefined || after === undefined || !("M" in before && "M" in after)) return whole;
  const names = changedNames(before.M, after.M);
  // An empty name cannot stand in an expression.
  if (steps.length === maxDepth || names.includes("")) return whole;
  const parts = names.flatMap((name) => smallest([...steps, name], own(before.M, name), own(after.M, name)));
  return sum(parts) < sum(whole) ? parts : whole;
}

/** About what a placeholder takes: in the expression, and beside its name or value. */
const placeholder = 20;

function sum(actions: readonly UpdateAction[]): number {
  return actions.reduce((total, action) => {
    const names = action.path.steps.reduce<number>((size, step) => size + placeholder + String(step).length, 0);
    const value = action.kind === "set" && action.value.kind === "literal" ? action.value.value : undefined;
    return total + names + (value === undefined ? 0 : placeholder + itemSize({ v: value }));
  }, 0);
}
