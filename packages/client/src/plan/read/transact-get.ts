import type { TransactGetItemsCommandInput } from "@aws-sdk/client-dynamodb";
import { LimitError, type WireItem } from "@keywright/schema";
import type { GetDescription, TransactGetDescription } from "../../operation/description.ts";
import { capacityInput, type PlanContext } from "../context.ts";
import { checkDistinct } from "../several.ts";
import type { GetPlan } from "./get.ts";

const mostItems = 100;

/** Several items read as they were at one moment. */
export interface TransactGetPlan {
  readonly kind: "transactGet";
  readonly parts: readonly GetPlan[];
  readonly labels: readonly string[] | undefined;
  readonly input: TransactGetItemsCommandInput;
}

/**
 * Plans reading several items in one transaction. `planPart` plans one of them.
 *
 * @throws LimitError for more than 100
 */
export function planTransactGet(
  { operations, labels }: TransactGetDescription,
  context: PlanContext,
  planPart: (description: GetDescription, context: PlanContext) => GetPlan,
): TransactGetPlan {
  if (operations.length > mostItems) {
    throw new LimitError({
      entity: "transactGet",
      limit: "transaction-actions",
      maximum: mostItems,
      actual: operations.length,
      unit: "actions",
      message: `the transaction reads ${operations.length} items; DynamoDB accepts ${mostItems}. Read what need not be of one moment with batchGet`,
    });
  }
  const parts = operations.map((description) => planPart(description, context));
  const subjects = parts.flatMap(({ input }, position) => {
    const model = operations[position]?.model;
    return model ? [{ position, model, tableName: input.TableName, key: input.Key as WireItem }] : [];
  });
  checkDistinct(subjects, labels, "read it once");
  const items = parts.map(({ input }) => {
    // A transaction reads what is committed in any case.
    const { ConsistentRead: _consistent, ReturnConsumedCapacity: _capacity, ...Get } = input;
    return { Get };
  });
  return { kind: "transactGet", parts, labels, input: { TransactItems: items, ...capacityInput(context) } };
}
