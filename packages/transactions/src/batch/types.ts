import type { BatchIncompleteError, GetErrors, TransactionCanceledError } from "@keywright/client";
import type { Gotten, Written } from "../transact/types.ts";

/** Each of the operations of a batch, or of what they give, listed or labelled. */
export type BatchedOperation<O> = O extends readonly (infer M)[] ? M : O[keyof O];

/** What sending a batch may reject with. What is left of it can be sent again. */
export type BatchErrors<O> = GetErrors | BatchIncompleteError<BatchedOperation<O>, BatchedOperation<Gotten<O>>>;

/** What sending writes in several transactions may reject with. */
export type TransactAllErrors<O> =
  | GetErrors
  | TransactionCanceledError
  | BatchIncompleteError<BatchedOperation<O>, BatchedOperation<Written<O>>>;
