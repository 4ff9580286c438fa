import {
  bindCondition,
  ComparisonNode,
  type Condition,
  type ConditionNode,
  ExistsNode,
  LiteralNode,
  LogicalNode,
  PathNode,
  referencesOf,
} from "@keywright/expressions";
import type { AttributeValue, EntityModel } from "@keywright/schema";
import type { Where } from "../operation/description.ts";
import { epochSecondsOf } from "./context.ts";
import type { ExpectedVersion } from "./expected-version.ts";
import { refuse } from "./refuse.ts";
import { storedName } from "./stored-key.ts";

const whereForm = "must be a function from the attributes to a condition: (t) => eq(t.status, ...)";

/**
 * Calls a `where` with the references of the entity, and encodes its operands.
 *
 * @throws ValidationError
 */
export function bindWhere(model: EntityModel, where: Where | undefined): ConditionNode | undefined {
  if (where === undefined) return undefined;
  if (typeof where !== "function") throw refuse(model, ["where"], "invalid_where", whereForm);
  const condition = where(referencesOf<never>(model));
  if (condition === undefined || condition === false) return undefined;
  if (!isCondition(condition)) throw refuse(model, ["where"], "invalid_where", whereForm);
  return bindCondition(condition, model);
}

function isCondition(value: unknown): value is Condition<string> {
  return typeof value === "object" && value !== null && "~condition" in value;
}

/** The item is not stored. */
export function itemAbsent(model: EntityModel): ConditionNode {
  return ExistsNode(PathNode([model.table.partitionKey.name]), true);
}

/** The item is stored. */
export function itemExists(model: EntityModel): ConditionNode {
  return ExistsNode(PathNode([model.table.partitionKey.name]));
}

/** The item is stored, in the expected version where there is one, and has not expired. */
export function presentConditions(
  model: EntityModel,
  expected: ExpectedVersion | undefined,
  now: Date,
): readonly (ConditionNode | undefined)[] {
  // A version that is equal is there, and so is its item.
  const present = expected === undefined ? [itemExists(model)] : versionConditions(model, expected);
  return [...present, liveCondition(model, now)];
}

/** The item was not written by this very write, which the SDK may have sent before and got no answer to. */
export function unmarkedCondition(model: EntityModel, mark: string | undefined): ConditionNode | undefined {
  if (model.version === undefined || mark === undefined) return undefined;
  return ComparisonNode("<>", PathNode([model.version.mark]), LiteralNode({ S: mark }));
}

/** The time to live of the item is not over: it has none, or it lies in the future. */
export function liveCondition(model: EntityModel, now: Date): ConditionNode | undefined {
  if (model.timeToLive === undefined) return undefined;
  const path = PathNode([model.timeToLive.storedName]);
  return LogicalNode("OR", [ExistsNode(path, true), ComparisonNode(">", path, seconds(now))]);
}

/** The time to live of the item is over. */
export function expiredCondition(model: EntityModel, now: Date): ConditionNode | undefined {
  if (model.timeToLive === undefined) return undefined;
  return ComparisonNode("<=", PathNode([model.timeToLive.storedName]), seconds(now));
}

function seconds(now: Date): LiteralNode {
  return LiteralNode({ N: String(epochSecondsOf(now)) });
}

/** The stored version, and write mark where it was read, are what is expected. */
export function versionConditions(model: EntityModel, expected: ExpectedVersion): readonly ConditionNode[] {
  if (model.version === undefined) return [];
  const version = LiteralNode({ N: String(expected.version) });
  const same = ComparisonNode("=", PathNode([model.version.attribute]), version);
  if (expected.mark === undefined) return [same];
  return [same, ComparisonNode("=", PathNode([model.version.mark]), LiteralNode({ S: expected.mark }))];
}

const none: readonly ConditionNode[] = [];

/** What the program says it knows of stored attributes, encoded; `undefined` says that one is absent. */
export function knownConditions(
  model: EntityModel,
  known: ReadonlyMap<string, AttributeValue | undefined>,
): readonly ConditionNode[] {
  if (known.size === 0) return none;
  return Array.from(known, ([name, value]) => {
    const path = PathNode([storedName(model, name)]);
    return value === undefined ? ExistsNode(path, true) : ComparisonNode("=", path, LiteralNode(value));
  });
}
