import type { BatchWriteItemCommandInput } from "@aws-sdk/client-dynamodb";
import type { WireItem } from "@keywright/schema";
import { BatchIncompleteError } from "../error/batch-incomplete-error.ts";
import type { Capacity } from "../operation/page.ts";
import { backOff } from "./backoff.ts";
import { addCapacity, capacityOf, none, type Runtime, request, type Subject } from "./runtime.ts";

/** The most items that one request takes. */
const mostItems = 25;
const mostAttempts = 8;

/**
 * Deletes items by their table keys, whatever is stored under them, as many requests as it takes. Those that DynamoDB left
 * unprocessed are sent again.
 *
 * @throws BatchIncompleteError where some stay unprocessed
 */
export async function batchDelete(
  runtime: Runtime,
  subject: Subject,
  tableName: string,
  keys: readonly WireItem[],
  signal: AbortSignal | undefined,
): Promise<Capacity> {
  let capacity: Capacity = none;
  let left = keys;
  for (let attempt = 0; left.length > 0; ) {
    signal?.throwIfAborted();
    const [sent, later] = [left.slice(0, mostItems), left.slice(mostItems)];
    const output = await request(runtime, subject, "BatchWriteItem", inputOf(runtime, tableName, sent), signal);
    capacity = addCapacity(capacity, capacityOf(output.ConsumedCapacity, false));
    const unprocessed = (output.UnprocessedItems?.[tableName] ?? []).map(
      ({ DeleteRequest }) => DeleteRequest?.Key as WireItem,
    );
    left = [...unprocessed, ...later];
    if (unprocessed.length === 0) continue;
    // What came through shows that there is capacity; only standing still counts as an attempt.
    attempt = unprocessed.length < sent.length ? 1 : attempt + 1;
    if (attempt > mostAttempts) {
      const done = keys.length - left.length;
      throw new BatchIncompleteError({ subject: `${subject.entity}.${subject.verb}`, done, unprocessed: left });
    }
    await backOff(attempt, signal);
  }
  return capacity;
}

function inputOf(runtime: Runtime, tableName: string, keys: readonly WireItem[]): BatchWriteItemCommandInput {
  const { returnCapacity } = runtime.context();
  return {
    RequestItems: { [tableName]: keys.map((Key) => ({ DeleteRequest: { Key } })) },
    ...(returnCapacity === "NONE" ? {} : { ReturnConsumedCapacity: returnCapacity }),
  };
}
