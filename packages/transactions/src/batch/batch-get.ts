import type { BatchGetItemCommandInput, GetItemCommandInput } from "@aws-sdk/client-dynamodb";
import {
  type BatchOptions,
  batchGetSender,
  type GetDescription,
  type GetOperation,
  makeOperation,
  type Operation,
} from "@keywright/client";
import type { Gotten, Operations } from "../transact/types.ts";
import { collectBatch } from "./collect-batch.ts";
import type { BatchErrors } from "./types.ts";

/** What a batch reads by: `get` of any entity. */
type Read = GetOperation<unknown, GetItemCommandInput>;

/** An operation that reads several items by their keys. */
export type BatchGetOperation<O> = Operation<Gotten<O>, BatchGetItemCommandInput, BatchErrors<O>, "batch">;

const reads: ReadonlySet<string> = new Set(["get"]);

/**
 * Describes reading any number of items by their keys, of any entities and tables, each with its own `select` and
 * `consistent`. They are listed, or named by labels, and come back the same way: in this order, and `undefined` only where
 * `get` gives it, too. An item that several operations read is read once.
 *
 * Items are not of one moment: `transactGet` reads up to 100 that are. What DynamoDB leaves unprocessed is asked for again,
 * after a random time that grows.
 *
 * DynamoDB: `BatchGetItem` for each 100 items, some side by side. Costs what reading each item alone costs. Of a table that is
 * read in both ways, the consistent reads are requests of their own.
 *
 * @throws BatchIncompleteError where some of it was read and some was not, with the operations that are left; ReadError,
 * ValidationError
 * @example
 * const [task, user] = await db.send(batchGet([Task.get({ userId: "u1", taskId: "t1" }), User.get({ userId: "u1" })]));
 * const tasks = await db.send(batchGet(keys.map((key) => Task.get(key, { select: ["title"] }))));
 */
export function batchGet<const O extends Operations<Read>>(
  operations: O,
  options: BatchOptions = {},
): BatchGetOperation<O> {
  const batch = collectBatch<GetDescription>("batchGet", operations, reads, options);
  // The types of what is collected say what comes back.
  return makeOperation({ verb: "batchGet", by: batchGetSender, ...batch }) as BatchGetOperation<O>;
}
