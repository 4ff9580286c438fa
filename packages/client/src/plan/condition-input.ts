import type { PutItemCommandInput } from "@aws-sdk/client-dynamodb";
import { type ConditionNode, LogicalNode, type Printer } from "@keywright/expressions";

interface ConditionInput {
  readonly ConditionExpression: string;
  readonly ReturnValuesOnConditionCheckFailure: "ALL_OLD";
}

type Conditions = readonly (ConditionNode | undefined)[];

/** Prints the conjunction of conditions as `ConditionExpression`; nothing where there are none. */
export function conditionInput(printer: Printer, conditions: Conditions): ConditionInput | undefined {
  const node = conjunction(conditions);
  return node && { ConditionExpression: printer.condition(node), ReturnValuesOnConditionCheckFailure: "ALL_OLD" };
}

type Expressions = Pick<
  PutItemCommandInput,
  | "ConditionExpression"
  | "ReturnValuesOnConditionCheckFailure"
  | "ExpressionAttributeNames"
  | "ExpressionAttributeValues"
>;

/**
 * Writes a condition into the input of a request, and what stands for the placeholders of all that the printer printed. One
 * object after the other spread into it would take as long as all else of a small request.
 */
export function addExpressions(input: Expressions, printer: Printer, condition: ConditionNode | undefined): void {
  if (condition !== undefined) {
    input.ConditionExpression = printer.condition(condition);
    input.ReturnValuesOnConditionCheckFailure = "ALL_OLD";
  }
  const { ExpressionAttributeNames, ExpressionAttributeValues } = printer.finish();
  if (ExpressionAttributeNames !== undefined) input.ExpressionAttributeNames = ExpressionAttributeNames;
  if (ExpressionAttributeValues !== undefined) input.ExpressionAttributeValues = ExpressionAttributeValues;
}

/** All of the conditions as one; nothing where there are none. */
export function conjunction(conditions: Conditions): ConditionNode | undefined {
  let first: ConditionNode | undefined;
  let present: ConditionNode[] | undefined;
  for (const condition of conditions) {
    if (condition === undefined) continue;
    if (present !== undefined) present.push(condition);
    else if (first === undefined) first = condition;
    else present = [first, condition];
  }
  return present === undefined ? first : LogicalNode("AND", present);
}
