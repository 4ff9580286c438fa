import type { WireItem } from "@keywright/schema";
import type { BatchOptions } from "../operation/batch-options.ts";
import { partFinder } from "../plan/batch/find-part.ts";
import { batchGetInput, type KeyRead, readLimits } from "../plan/batch/key-reads.ts";
import { capacityInput } from "../plan/context.ts";
import { type Batch, type BatchAnswer, sendBatch } from "./batch.ts";
import { capacityOf, type Runtime, request, type Subject } from "./runtime.ts";

/** Reads items by their keys into `items`, by the ids of the parts. Never rejects: see `sendBatch`. */
export function readKeys(
  runtime: Runtime,
  subject: Subject,
  batch: Batch<KeyRead>,
  items: Map<string, WireItem>,
  options: BatchOptions,
  signal: AbortSignal | undefined,
): Promise<void> {
  const capacity = capacityInput(runtime.context());
  const send = async (reads: readonly KeyRead[]): Promise<BatchAnswer<KeyRead>> => {
    const output = await request(runtime, subject, "BatchGetItem", batchGetInput(reads, capacity), signal);
    const partOf = partsByItem(reads);
    for (const [tableName, found] of Object.entries(output.Responses ?? {})) {
      // The SDK's type has a member for types that it does not know; codecs refuse those.
      for (const item of found as WireItem[]) items.set(partOf(tableName, item).id, item);
    }
    const unprocessed = Object.entries(output.UnprocessedKeys ?? {}).flatMap(([tableName, { Keys = [] }]) =>
      (Keys as WireItem[]).map((key) => partOf(tableName, key)),
    );
    return { unprocessed, capacity: capacityOf(output.ConsumedCapacity, true) };
  };
  return sendBatch(batch, readLimits, send, options, signal);
}

/** Finds the part that an item, or a key, of an answer belongs to. */
export function partsByItem<P extends { readonly tableName: string; readonly key: WireItem }>(
  parts: readonly P[],
): (tableName: string, item: WireItem) => P {
  const find = partFinder(parts);
  return (tableName, item) => {
    const part = find(tableName, item);
    // What is not understood must not pass for absent, or for written.
    if (part === undefined) throw new Error(`DynamoDB answered for an item of ${tableName} that was not asked for`);
    return part;
  };
}
