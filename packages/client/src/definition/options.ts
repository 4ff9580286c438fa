import type { Condition } from "@keywright/expressions";
import type { TypeProblem } from "@keywright/schema";

/** A condition, built from references to the attributes. Nothing, or `false`, means none. */
export type WhereOf<T, N extends string> = (references: T) => Condition<N> | undefined | false;

export interface GetOptions<A, M> {
  /** A strongly consistent read: sees every write that was acknowledged before, and costs twice the read units. */
  readonly consistent?: boolean;
  /** The attributes to read, by name or as a mask; all of them by default. */
  readonly select?: readonly A[] | M;
}

/** Which items a read of several looks for. */
interface Filtered<T, N extends string> {
  /** Leaves out items for which the condition is false, after they were read and counted (a filter expression). */
  readonly where?: WhereOf<T, N>;
}

/** How far a read goes. */
interface Bounded {
  /** How many items DynamoDB evaluates for one request (its `Limit`). */
  readonly pageSize?: number;
  /** How many requests to make at most. */
  readonly maxPages?: number;
  /** Read units after which no further request is made; the last one may exceed them, as a page is up to 1 MB. */
  readonly maxCapacity?: number;
  /** The `cursor` or `previous` of a page of the same read: go on there. */
  readonly cursor?: string | undefined;
}

interface Consistent {
  /** A strongly consistent read: sees every write that was acknowledged before, and costs twice the read units. */
  readonly consistent?: boolean;
}

export interface QueryOptions<T, N extends string> extends Filtered<T, N>, Bounded {
  readonly order?: "ascending" | "descending";
  /** How many items to return at most, also behind a filter. Without it a page of DynamoDB (1 MB read) is returned. */
  readonly limit?: number;
  /** How many requests to make at most to fill `limit`; 10 by default. */
  readonly maxPages?: number;
}

export interface ConsistentQueryOptions<T, N extends string> extends QueryOptions<T, N>, Consistent {}

export interface HydrateOptions<T, N extends string> extends QueryOptions<T, N> {
  /** Whether the items are read from the table with strong consistency; the index itself never is. */
  readonly consistent?: boolean;
}

export interface FirstOptions<T, N extends string> extends Filtered<T, N> {
  readonly order?: "ascending" | "descending";
  /** How many items DynamoDB evaluates for one request (its `Limit`). */
  readonly pageSize?: number;
}

export interface ConsistentFirstOptions<T, N extends string> extends FirstOptions<T, N>, Consistent {}

/** Without `maxPages` or `maxCapacity` all items are counted. */
export interface CountOptions<T, N extends string> extends Filtered<T, N>, Bounded {}

export interface ConsistentCountOptions<T, N extends string> extends CountOptions<T, N>, Consistent {}

export interface ScanOptions<T, N extends string> extends Filtered<T, N>, Bounded {
  /** How many items to return at most. Without it a page of DynamoDB (1 MB read) of each segment is returned. */
  readonly limit?: number;
  /** How many requests to make at most to fill `limit`; 10 by default. */
  readonly maxPages?: number;
  /** How many parts of the table to read side by side; 1 by default. */
  readonly segments?: number;
}

export interface ConsistentScanOptions<T, N extends string> extends ScanOptions<T, N>, Consistent {}

interface Conditional<T, N extends string> {
  /** A condition on the stored item; where it is false nothing is written. None is true of an item that has expired. */
  readonly where?: WhereOf<T, N>;
}

interface Versioned<X> {
  /** The item that was read, or its version: the write fails where something else is stored. An item is exact; a number alone cannot see that the item was deleted and created again. */
  readonly expected?: X;
}

export interface PutOptions<T, N extends string, X> extends Conditional<T, N>, Versioned<X> {}

export interface UpdateOptions<T, N extends string, X> extends Conditional<T, N>, Versioned<X> {}

export interface UpsertOptions<T, N extends string> extends Conditional<T, N> {
  /**
   * What to do where the stored item has expired: `replace` (default) starts anew with this item, in a second request;
   * `throw` fails with `ConditionFailedError`, as does any `where` on an expired item.
   */
  readonly onExpired?: "replace" | "throw";
}

export interface DeleteOptions<T, N extends string, X> extends Conditional<T, N>, Versioned<X> {}

export interface CheckOptions<T, N extends string, X> extends Conditional<T, N>, Versioned<X> {}

export interface MoveOptions<T, N extends string> extends Conditional<T, N> {}

/** How a write is sent. */
export interface CreateOptions {
  /**
   * Sends a transaction of this one action, with a token by which DynamoDB carries it out once however often it is sent. It
   * costs twice the write units of the table.
   */
  readonly exactlyOnce?: boolean;
}

/** Whether a write can be a transaction, by its `returning` option: those give back nothing of what was stored. */
export interface Once {
  readonly none: boolean;
  readonly new: NoAnswer;
  readonly old: NoAnswer;
  readonly changed: NoAnswer;
}
/** The same of a put, which knows what it wrote. */
export interface OncePut extends Omit<Once, "new"> {
  readonly new: boolean;
}
type NoAnswer = TypeProblem<"a transaction gives no stored item back: add returning: 'none'">;

/** What a write gives, by its `returning` option. `Absent` is what stands for an item that was not there before. */
export interface Returned<I, Absent> {
  readonly new: I;
  readonly old: I | Absent;
  readonly changed: Partial<I>;
  readonly none: undefined;
}
