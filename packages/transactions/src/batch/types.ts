import type { BatchIncompleteError, GetErrors, TransactionCanceledError } from "@keywright/client";
import type { Gotten, Written } from "../transact/types.ts";

/** The operations of a batch, of a list or of labels. */
export type Member<O> = O extends readonly (infer M)[] ? M : O[keyof O];

/** What sending a batch may reject with. What is left of it can be sent again. */
export type BatchErrors<O> = GetErrors | BatchIncompleteError<Member<O>, Member<Gotten<O>>>;

/** What sending writes in several transactions may reject with. */
export type TransactAllErrors<O> =
  | GetErrors
  | TransactionCanceledError
  | BatchIncompleteError<Member<O>, Member<Written<O>>>;
