import { ValidationError } from "@keywright/schema";
import { BetweenNode, ComparisonNode, InNode } from "../node/comparison.ts";
import { type ConditionNode, LogicalNode, NotNode, type UnboundCondition } from "../node/condition.ts";
import { BeginsWithNode, ContainsNode, ExistsNode } from "../node/function.ts";
import type { LiteralNode, UnboundLeaf } from "../node/leaf.ts";
import type { OperandNode } from "../node/operand.ts";
import { PathNode } from "../node/path.ts";
import type { Condition } from "../operator/condition.ts";
import type { ReferencedModel } from "../reference/model.ts";
import { bindLeaf } from "./literal.ts";

/**
 * A condition as it is printed: values encoded, the item's own existence turned into a test of its partition key.
 * `undefined` where there is no condition.
 *
 * @throws {ValidationError} for a value that does not fit its attribute, a condition of another entity, and a condition
 * that can never hold because `or()` has no members.
 */
export function bindCondition(
  condition: Condition<string> | undefined,
  model: ReferencedModel,
): ConditionNode | undefined {
  if (condition === undefined) return undefined;
  const { "~entity": entity, "~condition": node } = condition;
  if (entity !== undefined && entity !== model.name) {
    throw invalid(model.name, `a condition of ${entity} was given to an operation on ${model.name}`);
  }
  return bind(node, model);
}

function bind(node: UnboundCondition, model: ReferencedModel): ConditionNode | undefined {
  const operand = (each: OperandNode<UnboundLeaf>): OperandNode<LiteralNode> => bindOperand(each, model.name);
  switch (node.kind) {
    case "comparison":
      return ComparisonNode(node.operator, operand(node.left), operand(node.right));
    case "between":
      return BetweenNode(operand(node.operand), operand(node.low), operand(node.high));
    case "in":
      return InNode(operand(node.operand), node.values.map(operand));
    case "beginsWith":
      return BeginsWithNode(node.path, operand(node.prefix));
    case "contains":
      return ContainsNode(node.path, operand(node.member));
    case "exists":
    case "type":
      return node;
    case "itemExists":
      return ExistsNode(PathNode([model.table.partitionKey.name]), node.negated);
    case "logical": {
      const parts = node.conditions.map((part) => bind(part, model));
      const some = parts.filter((part) => part !== undefined);
      if (node.operator === "OR") {
        if (parts.length === 0) throw invalid(model.name, matchesNothing);
        // One of its parts is no condition at all, which always holds.
        if (some.length < parts.length) return undefined;
      }
      const [only, second] = some;
      return second === undefined ? only : LogicalNode(node.operator, some);
    }
    case "not": {
      const inner = bind(node.condition, model);
      if (inner === undefined) throw invalid(model.name, "not(and()) matches nothing: give and(...) a condition");
      return NotNode(inner);
    }
    default:
      node satisfies never;
      throw new TypeError("no such condition node");
  }
}

const matchesNothing =
  "or() of no conditions matches nothing: give it one, or leave the operation out where the list of alternatives is empty";

function bindOperand(operand: OperandNode<UnboundLeaf>, entity: string): OperandNode<LiteralNode> {
  return operand.kind === "value" ? bindLeaf(operand, entity) : operand;
}

function invalid(entity: string, message: string): ValidationError {
  return new ValidationError({ entity, issues: [{ path: [], code: "invalid_expression", message }] });
}
