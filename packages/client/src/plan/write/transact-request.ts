import type { TransactWriteItemsCommandInput } from "@aws-sdk/client-dynamodb";
import type { TransactPlan } from "./transact.ts";
import { transactionInput } from "./transaction-input.ts";
import { actionsOf } from "./write-plan.ts";

/**
 * The input of a transaction of several operations.
 *
 * @throws LimitError
 */
export function transactInput({ parts, capacity, token }: TransactPlan): TransactWriteItemsCommandInput {
  const input = transactionInput({ actions: actionsOf(parts), capacity });
  if (token !== undefined) input.ClientRequestToken = token;
  return input;
}
