import type { BatchWriteItemCommandInput } from "@aws-sdk/client-dynamodb";
import {
  type BatchableOperation,
  type BatchOptions,
  batchWriteSender,
  type DeleteDescription,
  makeOperation,
  type Operation,
  type PutDescription,
} from "@keywright/client";
import type { Gotten, Operations } from "../transact/types.ts";
import { collectBatch } from "./collect-batch.ts";
import type { BatchErrors } from "./types.ts";

/** An operation that puts and deletes several items. */
export type BatchWriteOperation<O> = Operation<Gotten<O>, BatchWriteItemCommandInput, BatchErrors<O>, "batch">;

const writes: ReadonlySet<string> = new Set(["put", "delete"]);
const advice = ". For other writes of many items use transactAll, or send them alone";

/**
 * Describes putting and deleting any number of items, of any entities and tables: `put(item)` and
 * `delete(key, { mustExist: false })` of entities without a version. They are listed, or named by labels, and their results
 * come back the same way: of a put the item as it is now stored.
 *
 * A batch has no conditions and no order, and is no transaction: where it fails, some of it is written. What DynamoDB leaves
 * unprocessed is sent again, after a random time that grows. So is a request whose answer was lost: putting or deleting an
 * item twice leaves what doing it once leaves, unless somebody else wrote the item in between. `transactAll` writes many
 * items with conditions or versions.
 *
 * DynamoDB: `BatchWriteItem` for each 25 items or 16 MB, some side by side. Costs what writing each item alone costs.
 *
 * @throws BatchIncompleteError where some of it is written and some may not be, with the operations that are left;
 * ValidationError for an operation with a condition, or two on one item
 * @example
 * await db.send(batchWrite([...events.map((event) => Event.put(event)), Draft.delete({ id }, { mustExist: false })]));
 */
export function batchWrite<const O extends Operations<BatchableOperation>>(
  operations: O,
  options: BatchOptions = {},
): BatchWriteOperation<O> {
  const batch = collectBatch<PutDescription | DeleteDescription>("batchWrite", operations, writes, options, advice);
  // The types of what is collected say what comes back.
  return makeOperation({ verb: "batchWrite", by: batchWriteSender, ...batch }) as BatchWriteOperation<O>;
}
