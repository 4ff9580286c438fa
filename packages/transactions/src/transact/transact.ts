import type { TransactWriteItemsCommandInput } from "@aws-sdk/client-dynamodb";
import {
  makeOperation,
  type Operation,
  type TransactionToken,
  transactSender,
  type WriteOperation,
} from "@keywright/client";
import { collect } from "./collect.ts";
import type { Operations, TransactErrors, Written } from "./types.ts";

const writes: ReadonlySet<string> = new Set(["create", "put", "upsert", "update", "delete", "check", "move"]);

/** An operation that sends several writes as one. */
export type TransactOperation<O> = Operation<
  Written<O>,
  TransactWriteItemsCommandInput,
  TransactErrors<O>,
  "transaction"
>;

/**
 * Describes a transaction: writes and checks of up to 100 items, of any entities and tables, that happen together or not at
 * all. They are listed, or named by labels; results and reasons come back the same way. Of `create`, `put` and `move` the
 * result is the item as it is now stored; the others give nothing back.
 *
 * It is sent again, with the same token, where DynamoDB canceled it for conflicts with other requests or for throttling alone.
 * A token of the caller's (1 to 36 characters) stands for one transaction: for ten minutes DynamoDB carries it out once,
 * however often and by whichever program it is sent. As the request must be the same each time, timestamps and write marks
 * are taken from the token's `at`.
 *
 * DynamoDB: `TransactWriteItems`, which costs twice the write units of the tables, and once those of indexes.
 *
 * @throws TransactionCanceledError with the reason of each operation; OutcomeUnknownError where no answer came; LimitError for
 * more than 100 actions or 4 MB; ValidationError where two are about one item
 * @example
 * const { order } = await db.send(
 *   transact({
 *     order: Order.create(input),
 *     stock: Stock.update({ sku }, { count: decrement(1) }, { where: (s) => gte(s.count, 1) }),
 *   }),
 * );
 */
export function transact<const O extends Operations<WriteOperation<unknown>>>(
  operations: O,
  token?: TransactionToken,
): TransactOperation<O> {
  const { model, labels, descriptions } = collect("transact", operations, writes);
  const operation = makeOperation({
    verb: "transact",
    by: transactSender,
    model,
    operations: descriptions,
    labels,
    token,
  });
  // The types of what is collected say what comes back.
  return operation as TransactOperation<O>;
}
