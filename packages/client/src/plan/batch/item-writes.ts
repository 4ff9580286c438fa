import type { BatchWriteItemCommandInput } from "@aws-sdk/client-dynamodb";
import type { WireItem } from "@keywright/schema";
import type { CapacityInput } from "../context.ts";
import type { BatchPart, ChunkLimits } from "./chunks.ts";
import { byTable } from "./key-reads.ts";

/** What a `BatchWriteItem` takes; some bytes are left for what stands around the items. */
export const writeLimits: ChunkLimits = { most: 25, bytes: 16 * 1024 * 1024 - 64 * 1024 };

/** An item that is put, or deleted by its key. */
export interface ItemWrite extends BatchPart {
  readonly tableName: string;
  readonly key: WireItem;
  /** What is put; `undefined` where the item is deleted. */
  readonly item: WireItem | undefined;
}

/** The input of a `BatchWriteItem`. */
export function batchWriteInput(writes: readonly ItemWrite[], capacity: CapacityInput): BatchWriteItemCommandInput {
  const tables = Array.from(byTable(writes), ([tableName, ofTable]) => [
    tableName,
    ofTable.map(({ key, item }) =>
      item === undefined ? { DeleteRequest: { Key: key } } : { PutRequest: { Item: item } },
    ),
  ]);
  return { RequestItems: Object.fromEntries(tables), ...capacity };
}
