import { type AttributeValue, type WireItem, wireType } from "@keywright/schema";
import type { Comparator } from "../node/comparison.ts";
import type { ConditionNode } from "../node/condition.ts";
import { compareScalars } from "../print/compare-scalars.ts";
import { equalValues } from "./equal.ts";
import { operandValue, valueAt } from "./operand.ts";

/**
 * Whether a stored item meets a condition, as DynamoDB would say: values of different types are never equal and have no
 * order, and what is absent meets nothing but `<>` and `attribute_not_exists`.
 */
export function evaluateCondition(node: ConditionNode, item: WireItem): boolean {
  switch (node.kind) {
    case "comparison":
      return compare(node.operator, operandValue(node.left, item), operandValue(node.right, item));
    case "between": {
      const value = operandValue(node.operand, item);
      return compare(">=", value, operandValue(node.low, item)) && compare("<=", value, operandValue(node.high, item));
    }
    case "in": {
      const value = operandValue(node.operand, item);
      return node.values.some((each) => compare("=", value, operandValue(each, item)));
    }
    case "exists":
      return (valueAt(node.path, item) === undefined) === node.negated;
    case "type": {
      const value = valueAt(node.path, item);
      return value !== undefined && wireType(value) === node.type;
    }
    case "beginsWith":
      return beginsWith(valueAt(node.path, item), operandValue(node.prefix, item));
    case "contains":
      return contains(valueAt(node.path, item), operandValue(node.member, item));
    case "logical":
      return node.operator === "AND"
        ? node.conditions.every((condition) => evaluateCondition(condition, item))
        : node.conditions.some((condition) => evaluateCondition(condition, item));
    case "not":
      return !evaluateCondition(node.condition, item);
    default:
      return node satisfies never;
  }
}

function compare(operator: Comparator, left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  if (operator === "<>") return left === undefined || right === undefined || !equalValues(left, right);
  if (left === undefined || right === undefined) return false;
  if (operator === "=") return equalValues(left, right);
  const order = compareScalars(left, right);
  if (order === undefined) return false;
  if (operator === "<") return order < 0;
  if (operator === "<=") return order <= 0;
  return operator === ">" ? order > 0 : order >= 0;
}

function beginsWith(value: AttributeValue | undefined, prefix: AttributeValue | undefined): boolean {
  if (value === undefined || prefix === undefined) return false;
  if ("S" in value) return "S" in prefix && value.S.startsWith(prefix.S);
  if (!("B" in value && "B" in prefix)) return false;
  return Buffer.compare(value.B.subarray(0, prefix.B.byteLength), prefix.B) === 0;
}

function contains(value: AttributeValue | undefined, member: AttributeValue | undefined): boolean {
  if (value === undefined || member === undefined) return false;
  if ("S" in value) return "S" in member && value.S.includes(member.S);
  if ("B" in value) return "B" in member && Buffer.from(value.B).includes(Buffer.from(member.B));
  return elementsOf(value).some((element) => equalValues(element, member));
}

function elementsOf(value: AttributeValue): readonly AttributeValue[] {
  if ("L" in value) return value.L;
  if ("SS" in value) return value.SS.map((S) => ({ S }));
  if ("NS" in value) return value.NS.map((N) => ({ N }));
  return "BS" in value ? value.BS.map((B) => ({ B })) : [];
}
