import type { WireItem } from "@keywright/schema";
import type { BatchOptions } from "../operation/batch-options.ts";
import { batchWriteInput, type ItemWrite, writeLimits } from "../plan/batch/item-writes.ts";
import { capacityInput } from "../plan/context.ts";
import { type Attempts, mayBeWritten, newAttempts } from "./attempts.ts";
import { type Batch, type BatchAnswer, sendBatch } from "./batch.ts";
import { partsByItem } from "./read-keys.ts";
import { capacityOf, type Runtime, request, type Subject } from "./runtime.ts";

/** The requests of a batch of which something may be written without an answer that says so. */
export type Unanswered = Map<readonly ItemWrite[], Attempts>;

/** Puts and deletes items. Never rejects: see `sendBatch`. */
export function writeItems(
  runtime: Runtime,
  subject: Subject,
  batch: Batch<ItemWrite>,
  unanswered: Unanswered,
  options: BatchOptions,
  signal: AbortSignal | undefined,
): Promise<void> {
  const capacity = capacityInput(runtime.context());
  const send = async (writes: readonly ItemWrite[]): Promise<BatchAnswer<ItemWrite>> => {
    // Without conditions, doing it twice leaves what doing it once leaves.
    const attempts = newAttempts(true);
    unanswered.set(writes, attempts);
    const input = batchWriteInput(writes, capacity);
    const output = await request(runtime, subject, "BatchWriteItem", input, signal, attempts);
    const partOf = partsByItem(writes);
    const unprocessed = Object.entries(output.UnprocessedItems ?? {}).flatMap(([tableName, requests]) =>
      requests.map(({ PutRequest, DeleteRequest }) =>
        partOf(tableName, (PutRequest?.Item ?? DeleteRequest?.Key ?? {}) as WireItem),
      ),
    );
    if (unprocessed.length === 0) unanswered.delete(writes);
    return { unprocessed, capacity: capacityOf(output.ConsumedCapacity, false) };
  };
  return sendBatch(batch, writeLimits, send, options, signal);
}

/** The parts that may be written. */
export function uncertainWrites(unanswered: Unanswered): ReadonlySet<ItemWrite> {
  const requests = [...unanswered].filter(([, attempts]) => mayBeWritten(attempts));
  return new Set(requests.flatMap(([writes]) => writes));
}
