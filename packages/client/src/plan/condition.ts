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
import { type EntityModel, ValidationError } from "@keywright/schema";
import type { Expected, Where } from "../operation/description.ts";
import { epochSecondsOf } from "./context.ts";
import { encodeAttribute } from "./stored-key.ts";
import { markOf } from "./write-mark.ts";

/** Calls a `where` with the references of the entity, and encodes its operands. */
export function bindWhere(model: EntityModel, where: Where | undefined): ConditionNode | undefined {
  if (where === undefined) return undefined;
  const condition = where(referencesOf<never>(model));
  return condition ? bindCondition(condition as Condition<string>, model) : undefined;
}

/** The item is stored. */
export function itemExists(model: EntityModel): ConditionNode {
  return ExistsNode(PathNode([model.table.partitionKey.name]));
}

/** The item is not stored. */
export function itemAbsent(model: EntityModel): ConditionNode {
  return ExistsNode(PathNode([model.table.partitionKey.name]), true);
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

/** What a write expects to find: a version and, where an item as it was read says it, a write mark. */
export interface ExpectedVersion {
  readonly version: number;
  readonly mark: string | undefined;
}

/**
 * Reads `expected`: a version number, or an item with its version and write mark.
 *
 * @throws ValidationError where the entity has no version, or what was passed has none
 */
export function expectedVersion(model: EntityModel, expected: Expected | undefined): ExpectedVersion | undefined {
  if (expected === undefined) return undefined;
  if (model.version === undefined) {
    throw invalid(
      model,
      'is given, but the entity has no version. Add `version: "version"` to its definition, or compare attributes in `where`',
    );
  }
  const version = typeof expected === "number" ? expected : expected[model.version.attribute];
  if (typeof version !== "number" || !Number.isSafeInteger(version)) {
    throw invalid(
      model,
      `must be an item that was read, with its attribute ${model.version.attribute}, or that number`,
    );
  }
  return { version, mark: typeof expected === "number" ? undefined : markOf(expected) };
}

/** The stored version, and write mark, are the expected ones. */
export function versionConditions(model: EntityModel, expected: ExpectedVersion): readonly ConditionNode[] {
  if (model.version === undefined) return [];
  const conditions = [
    ComparisonNode("=", PathNode([model.version.attribute]), LiteralNode({ N: String(expected.version) })),
  ];
  if (expected.mark !== undefined) {
    conditions.push(ComparisonNode("=", PathNode([model.version.mark]), LiteralNode({ S: expected.mark })));
  }
  return conditions;
}

/** What the program says it knows of stored attributes; `undefined` says that one is absent. */
export function knownConditions(
  model: EntityModel,
  known: Readonly<Record<string, unknown>>,
): readonly ConditionNode[] {
  return Object.entries(known).map(([name, value]) => {
    const path = PathNode([model.attributes.get(name)?.storedName ?? name]);
    return value === undefined
      ? ExistsNode(path, true)
      : ComparisonNode("=", path, LiteralNode(encodeAttribute(model, name, value)));
  });
}

function invalid(model: EntityModel, message: string): ValidationError {
  return new ValidationError({
    entity: model.name,
    issues: [{ path: ["expected"], code: "invalid_expected", message }],
  });
}
