import type { TransactWriteItem, TransactWriteItemsCommandInput } from "@aws-sdk/client-dynamodb";
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
  return { TransactItems: items, ...capacity };
}

function transactItem(action: WriteAction): TransactWriteItem {
  switch (action.type) {
    case "Put": {
      const { ReturnValues: _values, ReturnConsumedCapacity: _capacity, ...input } = action.input;
      return { Put: input };
    }
    case "Update": {
      const { ReturnValues: _values, ReturnConsumedCapacity: _capacity, ...input } = action.input;
      const { UpdateExpression, ...condition } = input;
      // A transaction takes no update that changes nothing.
      if (UpdateExpression === undefined && input.ConditionExpression !== undefined) {
        return { ConditionCheck: { ...condition, ConditionExpression: input.ConditionExpression } };
      }
      return { Update: { ...input, UpdateExpression } };
    }
    case "Delete": {
      const { ReturnValues: _values, ReturnConsumedCapacity: _capacity, ...input } = action.input;
      return { Delete: input };
    }
    case "ConditionCheck":
      return { ConditionCheck: action.input };
    default:
      return action satisfies never;
  }
}
