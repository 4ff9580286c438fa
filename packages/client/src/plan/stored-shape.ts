import {
  ComparisonNode,
  type ConditionNode,
  ExistsNode,
  LiteralNode,
  LogicalNode,
  PathNode,
} from "@keywright/expressions";
import { type EntityModel, shapeNumber, type WireItem } from "@keywright/schema";
import { itemAbsent } from "./condition.ts";

/**
 * What a write asks of the shape of the stored item. `current`: it names attributes as they are today. `replaceable`: it
 * writes the item as a whole, over any shape but one that a newer version of the program wrote.
 */
export type ShapeDemand = "current" | "currentOrAbsent" | "replaceable";

/** The condition for a demand; `undefined` for entities without upgrade steps. */
export function shapeCondition(model: EntityModel, demand: ShapeDemand): ConditionNode | undefined {
  const { upgrade } = model;
  if (upgrade === undefined) return undefined;
  const path = PathNode([upgrade.attribute]);
  const current = LiteralNode({ N: String(upgrade.steps.length) });
  // An item of before the first step has no number.
  if (upgrade.steps.length === 0 || demand === "replaceable") {
    return LogicalNode("OR", [ExistsNode(path, true), ComparisonNode("<=", path, current)]);
  }
  const same = ComparisonNode("=", path, current);
  return demand === "current" ? same : LogicalNode("OR", [itemAbsent(model), same]);
}

/** The shape of a stored item and that of the model, where the item does not meet the demand. */
export function shapeMismatch(
  model: EntityModel,
  demand: ShapeDemand,
  stored: WireItem,
): { readonly stored: number; readonly current: number } | undefined {
  const found = shapeNumber(model, stored);
  if (found === undefined || model.upgrade === undefined) return undefined;
  const current = model.upgrade.steps.length;
  const met = demand === "replaceable" ? found <= current : found === current;
  return met ? undefined : { stored: found, current };
}
