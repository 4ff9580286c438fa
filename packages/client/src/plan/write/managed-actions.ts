import {
  ArithmeticNode,
  IfNotExistsNode,
  LiteralNode,
  PathNode,
  RemoveNode,
  SetNode,
  type UpdateAction,
} from "@keywright/expressions";
import type { EntityModel, KeyPlan } from "@keywright/schema";

/** Counts the version up, from nothing to 1, and stores the write mark. */
export function versionActions(model: EntityModel, mark: string | undefined): readonly UpdateAction[] {
  if (model.version === undefined || mark === undefined) return [];
  const path = PathNode([model.version.attribute]);
  const next = ArithmeticNode("+", IfNotExistsNode(path, LiteralNode({ N: "0" })), LiteralNode({ N: "1" }));
  return [SetNode(path, next), SetNode(PathNode([model.version.mark]), LiteralNode({ S: mark }))];
}

/** The actions that make index keys follow their attributes. */
export function keyActions(plan: KeyPlan): readonly UpdateAction[] {
  return [
    ...Object.entries(plan.set).map(([name, value]) => SetNode(PathNode([name]), LiteralNode(value))),
    ...Object.entries(plan.setIfAbsent).map(([name, value]) =>
      SetNode(PathNode([name]), IfNotExistsNode(PathNode([name]), LiteralNode(value))),
    ),
    ...plan.remove.map((name) => RemoveNode(PathNode([name]))),
  ];
}
