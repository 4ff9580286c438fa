import type {
  PutItemCommandInput,
  TransactWriteItem,
  TransactWriteItemsCommandInput,
  UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import { checkTransaction } from "./limits.ts";
import type { WriteAction, WritePlan } from "./write-plan.ts";

/**
 * The input of a transaction of a plan's actions. Single requests have properties that its actions do not take.
 *
 * @throws LimitError
 */
export function transactionInput({
  actions,
  capacity,
}: Pick<WritePlan, "actions" | "capacity">): TransactWriteItemsCommandInput {
  const items = actions.map(transactItem);
  checkTransaction("transaction", items);
  const { ReturnConsumedCapacity } = capacity;
  return ReturnConsumedCapacity === undefined
    ? { TransactItems: items }
    : { TransactItems: items, ReturnConsumedCapacity };
}

function transactItem(action: WriteAction): TransactWriteItem {
  switch (action.type) {
    case "Put": {
      if (isAction(action.input)) return { Put: action.input };
      const { TableName, Item } = action.input;
      const put: TransactWriteItem["Put"] = { TableName, Item };
      addExpressions(put, action.input);
      return { Put: put };
    }
    case "Update": {
      const { TableName, Key, UpdateExpression, ConditionExpression } = action.input;
      // A transaction takes no update that changes nothing.
      if (UpdateExpression === undefined && ConditionExpression !== undefined) {
        const check: TransactWriteItem["ConditionCheck"] = { TableName, Key, ConditionExpression };
        addExpressions(check, action.input);
        return { ConditionCheck: check };
      }
      const update: TransactWriteItem["Update"] = { TableName, Key, UpdateExpression };
      addExpressions(update, action.input);
      return { Update: update };
    }
    case "Delete": {
      const { TableName, Key } = action.input;
      const deletion: TransactWriteItem["Delete"] = { TableName, Key };
      addExpressions(deletion, action.input);
      return { Delete: deletion };
    }
    case "ConditionCheck":
      return { ConditionCheck: action.input };
    default:
      return action satisfies never;
  }
}

/** Whether an input has nothing but what an action of a transaction takes. */
function isAction({ ReturnValues, ReturnConsumedCapacity }: PutItemCommandInput): boolean {
  return ReturnValues === undefined && ReturnConsumedCapacity === undefined;
}

/** The condition of a single request, and what stands for the placeholders of all of its expressions. */
type Expressions = Pick<
  UpdateItemCommandInput,
  | "ConditionExpression"
  | "ReturnValuesOnConditionCheckFailure"
  | "ExpressionAttributeNames"
  | "ExpressionAttributeValues"
>;

// Property by property: a copy without some takes several times as long, for each action.
function addExpressions(action: Expressions, from: Expressions): void {
  const { ConditionExpression, ReturnValuesOnConditionCheckFailure } = from;
  const { ExpressionAttributeNames, ExpressionAttributeValues } = from;
  if (ConditionExpression !== undefined) action.ConditionExpression = ConditionExpression;
  if (ReturnValuesOnConditionCheckFailure !== undefined)
    action.ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure;
  if (ExpressionAttributeNames !== undefined) action.ExpressionAttributeNames = ExpressionAttributeNames;
  if (ExpressionAttributeValues !== undefined) action.ExpressionAttributeValues = ExpressionAttributeValues;
}
