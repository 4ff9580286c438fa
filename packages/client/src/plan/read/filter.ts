import type { ConditionNode } from "@keywright/expressions";
import type { EntityModel } from "@keywright/schema";
import type { Where } from "../../operation/description.ts";
import { bindWhere } from "../condition.ts";
import { refuse } from "../refuse.ts";
import { isProjected, type Target } from "./target.ts";

/**
 * The condition that a query filters by.
 *
 * @throws ValidationError for what DynamoDB refuses in a filter (key attributes of what is queried), and for what a filter
 * would never find (attributes that the index does not hold)
 */
export function filterOf(model: EntityModel, where: Where | undefined, target: Target): ConditionNode | undefined {
  const condition = bindWhere(model, where);
  if (condition === undefined) return undefined;
  checkProjected(model, condition, target);
  const keys = new Set([...target.partition, ...target.sort].map(({ keyAttribute }) => keyAttribute.name));
  for (const name of rootNames(condition)) {
    if (!keys.has(name)) continue;
    const message = `tests ${nameOf(model, name)}, a key attribute of ${target.name}, which no filter may do. Give it in the key of the query`;
    throw refuse(model, ["where"], "key_in_filter", message);
  }
  return condition;
}

/** @throws ValidationError where a condition tests what an index does not hold: it would never find what it should */
export function checkProjected(model: EntityModel, condition: ConditionNode, target: Target): void {
  for (const name of rootNames(condition)) {
    if (isProjected(target, name)) continue;
    const message = `tests ${nameOf(model, name)}, which the index ${target.name} does not project: no item would match as it should. Project the attribute, or query the table`;
    throw refuse(model, ["where"], "not_projected", message);
  }
}

/** Whether a filter can leave out expired items: it cannot name a key, nor see what an index does not project. */
export function canFilterExpired(model: EntityModel, target: Target): boolean {
  const name = model.timeToLive?.storedName;
  return name !== undefined && !target.keyAttributes.includes(name) && isProjected(target, name);
}

function nameOf(model: EntityModel, storedName: string): string {
  for (const attribute of model.attributes.values()) if (attribute.storedName === storedName) return attribute.name;
  return storedName;
}

type Operand = Extract<ConditionNode, { readonly kind: "comparison" }>["left"];

/** Stored names of the root attributes that a condition tests. */
function rootNames(node: ConditionNode): readonly string[] {
  switch (node.kind) {
    case "comparison":
      return [node.left, node.right].flatMap(operandName);
    case "between":
      return [node.operand, node.low, node.high].flatMap(operandName);
    case "in":
      return [node.operand, ...node.values].flatMap(operandName);
    case "beginsWith":
      return [node.path, node.prefix].flatMap(operandName);
    case "contains":
      return [node.path, node.member].flatMap(operandName);
    case "exists":
    case "type":
      return operandName(node.path);
    case "logical":
      return node.conditions.flatMap(rootNames);
    case "not":
      return rootNames(node.condition);
    default:
      return node satisfies never;
  }
}

function operandName(operand: Operand): readonly string[] {
  if (operand.kind === "literal") return [];
  const { steps } = operand.kind === "size" ? operand.path : operand;
  return [String(steps[0])];
}
