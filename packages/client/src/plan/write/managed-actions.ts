import {
  ArithmeticNode,
  IfNotExistsNode,
  LiteralNode,
  PathNode,
  RemoveNode,
  SetNode,
  type UpdateAction,
} from "@keywright/expressions";
import type { AttributeValue, EntityModel, KeyPlan } from "@keywright/schema";
import { storedName } from "../stored-key.ts";

/** Sets attributes, by their names in the program, to stored values. */
export function setActions(model: EntityModel, values: ReadonlyMap<string, AttributeValue>): readonly UpdateAction[] {
  if (values.size === 0) return none;
  return Array.from(values, ([name, value]) => SetNode(PathNode([storedName(model, name)]), LiteralNode(value)));
}

/** Sets attributes, by their names in the program, where the item has none. */
export function setIfAbsentActions(
  model: EntityModel,
  values: ReadonlyMap<string, AttributeValue>,
): readonly UpdateAction[] {
  return Array.from(values, ([name, value]) => setIfAbsent(storedName(model, name), value));
}

/** Counts the version up, from nothing to 1, and stores the write mark. */
export function versionActions(model: EntityModel, mark: string | undefined): readonly UpdateAction[] {
  if (model.version === undefined || mark === undefined) return [];
  const path = PathNode([model.version.attribute]);
  const next = ArithmeticNode("+", IfNotExistsNode(path, LiteralNode({ N: "0" })), LiteralNode({ N: "1" }));
  return [SetNode(path, next), SetNode(PathNode([model.version.mark]), LiteralNode({ S: mark }))];
}

/** Stores how many upgrade steps a new item has behind it. */
export function shapeActions({ upgrade }: EntityModel): readonly UpdateAction[] {
  if (upgrade === undefined) return [];
  return [SetNode(PathNode([upgrade.attribute]), LiteralNode({ N: String(upgrade.steps.length) }))];
}

/** The actions that make index keys follow their attributes. */
export function keyActions(plan: KeyPlan): readonly UpdateAction[] {
  const actions: UpdateAction[] = [];
  for (const name of Object.keys(plan.set))
    actions.push(SetNode(PathNode([name]), LiteralNode(plan.set[name] as AttributeValue)));
  for (const name of Object.keys(plan.setIfAbsent))
    actions.push(setIfAbsent(name, plan.setIfAbsent[name] as AttributeValue));
  for (const name of plan.remove) actions.push(RemoveNode(PathNode([name])));
  return actions;
}

const none: readonly UpdateAction[] = [];

function setIfAbsent(stored: string, value: AttributeValue): UpdateAction {
  const path = PathNode([stored]);
  return SetNode(path, IfNotExistsNode(path, LiteralNode(value)));
}
