import type {
  CancellationReason,
  GetErrors,
  Operation,
  OutcomeUnknownError,
  TransactionCanceledError,
} from "@keywright/client";

/** Operations as a transaction takes them: a list, or an object of labels. */
export type Operations<W> = readonly W[] | { readonly [label: string]: W };

/** What the operations give, listed or labelled as they were. Of those that answer with what is stored, nothing. */
export type Written<O> = { readonly [K in keyof O]: WrittenBy<O[K]> };
type WrittenBy<O> = O extends Operation<infer R, infer I> ? (Answered extends keyof I ? undefined : R) : never;
/** What requests have that DynamoDB answers with attributes, and puts have not: their item is known here. */
type Answered = "Key";

/** What is read. */
export type Gotten<O> = { readonly [K in keyof O]: O[K] extends Operation<infer R> ? R : never };

/** Why each of the operations was not carried out. */
export type Reasons<O> = { readonly [K in keyof O]: ReasonOf<O[K]> | undefined };
type ReasonOf<O> = O extends Operation<unknown, unknown, infer E> ? CancellationReason<ItemIn<E>, OfItems<E>> : never;
type OfItems<E> = Extract<E, { readonly entity: string; readonly key: unknown }>;
type ItemIn<E> = E extends { readonly item: infer I } ? Exclude<I, undefined> : never;

type Common = GetErrors;

export type TransactErrors<O> = Common | OutcomeUnknownError | TransactionCanceledError<Reasons<O>>;
export type TransactGetErrors<O> = Common | TransactionCanceledError<Reasons<O>>;
