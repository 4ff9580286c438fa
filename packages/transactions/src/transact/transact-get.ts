import type { TransactGetItemsCommandInput } from "@aws-sdk/client-dynamodb";
import {
  type GetDescription,
  type GetOperation,
  makeOperation,
  type Operation,
  transactGetSender,
} from "@keywright/client";
import { collect } from "./collect.ts";
import type { Gotten, Operations, TransactGetErrors } from "./types.ts";

const reads: ReadonlySet<string> = new Set(["get"]);

/** An operation that reads several items as they are at one moment. */
export type TransactGetOperation<O> = Operation<
  Gotten<O>,
  TransactGetItemsCommandInput,
  TransactGetErrors<O>,
  "transaction"
>;

/**
 * Describes reading up to 100 items, of any entities and tables, as they are at one moment: no write is seen in one of them
 * and missed in another. They are listed, or named by labels, and come back the same way; `undefined` where there is none.
 *
 * It is sent again where DynamoDB canceled it for conflicts with writes under way or for throttling.
 *
 * DynamoDB: `TransactGetItems`, which costs twice the units of a strongly consistent read.
 *
 * @throws TransactionCanceledError; LimitError for more than 100; ValidationError where two are about one item
 * @example
 * const [from, to] = await db.send(transactGet([Account.get({ id: "a" }), Account.get({ id: "b" }, { select: ["balance"] })]));
 */
export function transactGet<const O extends Operations<GetOperation<unknown>>>(operations: O): TransactGetOperation<O> {
  const { model, labels, descriptions } = collect<GetDescription>("transactGet", operations, reads);
  const operation = makeOperation({
    verb: "transactGet",
    by: transactGetSender,
    model,
    operations: descriptions,
    labels,
  });
  // The types of what is collected say what comes back.
  return operation as TransactGetOperation<O>;
}
