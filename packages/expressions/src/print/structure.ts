import { wireType } from "@keywright/schema";
import type { ConditionNode } from "../node/condition.ts";
import type { LiteralNode } from "../node/leaf.ts";
import type { OperandNode } from "../node/operand.ts";
import type { PathNode } from "../node/path.ts";
import type { SetValueNode, UpdateAction } from "../node/update.ts";
import type { Slots } from "./slots.ts";

// A text for whatever the printed expression depends on: everything but the values themselves, of which it has the types and
// which of them are equal. Written from the left, with the number of parts before them, so that no two trees have one text.

export function structureOfPath({ steps }: PathNode): string {
  let text = `${steps.length}/`;
  for (const step of steps) text += typeof step === "number" ? `[${step}]` : `${step.length}:${step}`;
  return text;
}

function structureOfLiteral({ value }: LiteralNode, slots: Slots): string {
  const type = "S" in value ? "S" : "N" in value ? "N" : wireType(value);
  return `=${type}${slots.slotOf(value)};`;
}

function structureOfOperand(operand: OperandNode<LiteralNode>, slots: Slots): string {
  if (operand.kind === "literal") return structureOfLiteral(operand, slots);
  return operand.kind === "size" ? `#${structureOfPath(operand.path)}` : structureOfPath(operand);
}

export function structureOfCondition(node: ConditionNode, slots: Slots): string {
  switch (node.kind) {
    case "comparison":
      return `c${node.operator} ${structureOfOperand(node.left, slots)}${structureOfOperand(node.right, slots)}`;
    case "between":
      return `b${structureOfOperand(node.operand, slots)}${structureOfOperand(node.low, slots)}${structureOfOperand(node.high, slots)}`;
    case "in": {
      let text = `i${node.values.length}/${structureOfOperand(node.operand, slots)}`;
      for (const value of node.values) text += structureOfOperand(value, slots);
      return text;
    }
    case "exists":
      return `${node.negated ? "n" : "e"}${structureOfPath(node.path)}`;
    case "type":
      return `t${structureOfPath(node.path)}${node.type}=${slots.slotOf({ S: node.type })};`;
    case "beginsWith":
      return `p${structureOfPath(node.path)}${structureOfOperand(node.prefix, slots)}`;
    case "contains":
      return `h${structureOfPath(node.path)}${structureOfOperand(node.member, slots)}`;
    case "logical": {
      let text = `${node.operator}${node.conditions.length}/`;
      for (const condition of node.conditions) text += structureOfCondition(condition, slots);
      return text;
    }
    default:
      return `!${structureOfCondition(node.condition, slots)}`;
  }
}

export function structureOfUpdate(actions: readonly UpdateAction[], slots: Slots): string {
  let text = "";
  for (const action of actions) {
    text += action.kind + structureOfPath(action.path);
    if (action.kind !== "remove") text += structureOfValue(action.value, slots);
  }
  return text;
}

function structureOfValue(value: SetValueNode, slots: Slots): string {
  switch (value.kind) {
    case "ifNotExists":
      return `i${structureOfPath(value.path)}${structureOfOperand(value.otherwise, slots)}`;
    case "listAppend":
      return `l${structureOfValue(value.left, slots)}${structureOfValue(value.right, slots)}`;
    case "arithmetic":
      return `${value.operator}${structureOfValue(value.left, slots)}${structureOfValue(value.right, slots)}`;
    default:
      return structureOfOperand(value, slots);
  }
}
