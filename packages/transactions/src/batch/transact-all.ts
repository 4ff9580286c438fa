import type { TransactWriteItemsCommandInput } from "@aws-sdk/client-dynamodb";
import {
  type BatchOptions,
  makeOperation,
  type Operation,
  type TransactionToken,
  transactAllSender,
  type WriteOperation,
} from "@keywright/client";
import type { Operations, Written } from "../transact/types.ts";
import { collectBatch } from "./collect-batch.ts";
import type { TransactAllErrors } from "./types.ts";

/** An operation that writes many items in several transactions. */
export type TransactAllOperation<O> = Operation<
  Written<O>,
  TransactWriteItemsCommandInput,
  TransactAllErrors<O>,
  "batch"
>;

export interface TransactAllOptions extends BatchOptions {
  /**
   * Makes the transactions the same whenever this is described again with the same operations: for ten minutes DynamoDB
   * carries out each of them once, however often it is sent.
   */
  readonly token?: TransactionToken;
}

const writes: ReadonlySet<string> = new Set(["create", "put", "upsert", "update", "delete", "check", "move"]);

/**
 * Describes any number of writes and checks, of any entities and tables, in as many transactions as it takes: what `batchWrite`
 * cannot hold, as it has a version or a condition. They are listed, or named by labels, and their results come back the same
 * way: of `create`, `put` and `move` the item as it is now stored.
 *
 * Each transaction of up to 100 operations happens as a whole or not at all; all of them together do not. There is no order
 * among them. Where one is canceled no further one begins: what is done stays done, and what is left is in the error, to be
 * sent again when its cause is mended. One whose answer is lost is sent again with its token, and so carried out once.
 *
 * DynamoDB: `TransactWriteItems` for each 100 actions or 4 MB, some side by side, which cost twice the write units of the
 * tables, and once those of indexes.
 *
 * @throws BatchIncompleteError where some of it is done and some is left; its `cause` says why. TransactionCanceledError where
 * nothing is done; ValidationError where two are about one item
 * @example
 * await db.send(transactAll(tasks.map((task) => Task.update(task, { status: "DONE" }, { expected: task }))));
 */
export function transactAll<const O extends Operations<WriteOperation<unknown>>>(
  operations: O,
  { token, ...options }: TransactAllOptions = {},
): TransactAllOperation<O> {
  const batch = collectBatch("transactAll", operations, writes, options);
  // The types of what is collected say what comes back.
  return makeOperation({ verb: "transactAll", by: transactAllSender, ...batch, token }) as TransactAllOperation<O>;
}
