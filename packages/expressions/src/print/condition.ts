import type { ConditionNode } from "../node/condition.ts";
import { checkDistinct, checkOrdered, checkType, pathOf } from "./check-operands.ts";
import { checkInOperands } from "./limits.ts";
import { hintOf, type Pen, printOperand, printPath, unknownNode } from "./pen.ts";
import { refuse } from "./refuse.ts";

// How tightly each binds. The service rejects redundant parentheses, so they stand only where a looser one is inside a tighter.
const bindsAsOr = 1;
const bindsAsAnd = 2;
const bindsAsNot = 3;
const bindsAsTest = 4;

function binding(node: ConditionNode): number {
  if (node.kind === "not") return bindsAsNot;
  if (node.kind !== "logical") return bindsAsTest;
  const [only, second] = node.conditions;
  if (only !== undefined && second === undefined) return binding(only);
  return node.operator === "AND" ? bindsAsAnd : bindsAsOr;
}

function printInside(node: ConditionNode, atLeast: number, pen: Pen): string {
  const text = printCondition(node, pen);
  return binding(node) < atLeast ? `(${text})` : text;
}

export function printCondition(node: ConditionNode, pen: Pen): string {
  switch (node.kind) {
    case "comparison": {
      const { operator, left, right } = node;
      const at = pathOf(left);
      checkDistinct(operator, left, [right], pen);
      if (operator !== "=" && operator !== "<>") {
        checkOrdered(operator, left, pathOf(right), pen);
        checkOrdered(operator, right, at, pen);
      }
      pen.operators += 1;
      return `${printOperand(left, hintOf(right), pen)} ${operator} ${printOperand(right, hintOf(left), pen)}`;
    }
    case "between": {
      const { operand, low, high } = node;
      const at = pathOf(operand);
      checkDistinct("between", operand, [low, high], pen);
      checkOrdered("between", operand, pathOf(low), pen);
      checkOrdered("between", low, at, pen);
      checkOrdered("between", high, at, pen);
      pen.operators += 1;
      const hint = hintOf(operand);
      const lowText = printOperand(low, `${hint}_low`, pen);
      return `${printOperand(operand, "v", pen)} BETWEEN ${lowText} AND ${printOperand(high, `${hint}_high`, pen)}`;
    }
    case "in": {
      const { operand, values } = node;
      if (values.length === 0) throw refuse(pen.entity, pathOf(operand), "isIn takes 1 to 100 values, not 0");
      checkInOperands(pen.entity, pathOf(operand), values.length);
      checkDistinct("isIn", operand, values, pen);
      pen.operators += 1;
      const list = values.map((value) => printOperand(value, hintOf(operand), pen)).join(", ");
      return `${printOperand(operand, "v", pen)} IN (${list})`;
    }
    case "exists":
      pen.operators += 1;
      return `${node.negated ? "attribute_not_exists" : "attribute_exists"}(${printPath(node.path, pen)})`;
    case "type":
      pen.operators += 1;
      return `attribute_type(${printPath(node.path, pen)}, ${pen.placeholders.value({ S: node.type }, `type_${node.type}`)})`;
    case "beginsWith": {
      const { path, prefix } = node;
      checkDistinct("beginsWith", path, [prefix], pen);
      checkType("beginsWith", prefix, ["S", "B"], pathOf(path), pen);
      pen.operators += 1;
      return `begins_with(${printPath(path, pen)}, ${printOperand(prefix, hintOf(path), pen)})`;
    }
    case "contains": {
      const { path, member } = node;
      checkDistinct("contains", path, [member], pen);
      pen.operators += 1;
      return `contains(${printPath(path, pen)}, ${printOperand(member, hintOf(path), pen)})`;
    }
    case "logical": {
      const { operator, conditions } = node;
      if (conditions.length === 0) throw refuse(pen.entity, [], `${operator} needs at least one condition`);
      pen.operators += conditions.length - 1;
      const atLeast = conditions.length === 1 ? 0 : operator === "AND" ? bindsAsAnd : bindsAsOr;
      return conditions.map((condition) => printInside(condition, atLeast, pen)).join(` ${operator} `);
    }
    case "not":
      pen.operators += 1;
      return `NOT ${printInside(node.condition, bindsAsNot, pen)}`;
    default:
      throw unknownNode(node satisfies never);
  }
}
