import type { Condition } from "@keywright/expressions";

/** A condition, built from references to the attributes. Nothing, or `false`, means none. */
export type WhereOf<T, N extends string> = (references: T) => Condition<N> | undefined | false;

export interface GetOptions<A extends string> {
  /** A strongly consistent read: sees every write that was acknowledged before, and costs twice the read units. */
  readonly consistent?: boolean;
  /** The attributes to read; all of them by default. */
  readonly select?: readonly A[];
}

export interface QueryOptions<T, N extends string> {
  /** Leaves out items for which the condition is false, after they were read and counted (a filter expression). */
  readonly where?: WhereOf<T, N>;
  readonly order?: "ascending" | "descending";
  /** How many items to return at most, also behind a filter. Without it a page of DynamoDB (1 MB read) is returned. */
  readonly limit?: number;
  /** How many items DynamoDB evaluates for one request (its `Limit`). */
  readonly pageSize?: number;
  /** How many requests to make at most to fill `limit`; 10 by default. */
  readonly maxPages?: number;
  /** The `cursor` of a page of the same query: read on after it. */
  readonly cursor?: string | undefined;
}

export interface ConsistentQueryOptions<T, N extends string> extends QueryOptions<T, N> {
  /** A strongly consistent read: sees every write that was acknowledged before, and costs twice the read units. */
  readonly consistent?: boolean;
}

interface Conditional<T, N extends string> {
  /** A condition on the stored item; where it is false nothing is written. None is true of an item that has expired. */
  readonly where?: WhereOf<T, N>;
}

interface Versioned<I> {
  /** The item that was read, or its version: the write fails where something else is stored. An item is exact; a number alone cannot see that the item was deleted and created again. */
  readonly expected?: number | I;
}

export interface PutOptions<T, N extends string, I> extends Conditional<T, N>, Versioned<I> {}

export interface UpdateOptions<T, N extends string, I> extends Conditional<T, N>, Versioned<I> {}

export interface UpsertOptions<T, N extends string> extends Conditional<T, N> {
  /**
   * What to do where the stored item has expired: `replace` (default) starts anew with this item, in a second request;
   * `throw` fails with `ConditionFailedError`, as does any `where` on an expired item.
   */
  readonly onExpired?: "replace" | "throw";
}

export interface DeleteOptions<T, N extends string, I> extends Conditional<T, N>, Versioned<I> {}

export interface CheckOptions<T, N extends string, I> extends Conditional<T, N>, Versioned<I> {}

/** What a write gives, by its `returning` option. `Absent` is what stands for an item that was not there before. */
export type Returned<I, R, Absent> = R extends "new"
  ? I
  : R extends "old"
    ? I | Absent
    : R extends "changed"
      ? Partial<I>
      : undefined;
