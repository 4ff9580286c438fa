import type { RequestOptions } from "./request.ts";

/** What an estimate may be told. Without it, it assumes items of 1,024 bytes. */
export interface ExplainOptions extends RequestOptions {
  /** The item that is stored before the request, as a read gives it; `null` where none is. */
  readonly item?: object | null;
  /** Bytes of a stored item, where the item itself is not at hand; of a query, as it lies in what is queried. */
  readonly itemSize?: number;
  /**
   * What lies in the range that is read: how many items, or the items themselves in their order. Of a collection, its
   * entries (`page.items`).
   */
  readonly items?: number | readonly object[];
}

/** A request that sending would make. */
export interface ExplainedRequest {
  /** `Query`, `PutItem`, `TransactWriteItems`. */
  readonly request: string;
  /** The input of the SDK's command. */
  readonly input: object;
}

/** Capacity units. */
export interface ExplainedCapacity {
  /** Read units of all requests. */
  readonly read: number;
  /** Write units of all requests. */
  readonly write: number;
  /** The part of the table itself. */
  readonly table: number;
  /** The part of each index that has one. */
  readonly indexes: Readonly<Record<string, number>>;
  /** What is charged, in read or write units as above, where the condition of the request is false; absent where it has none. */
  readonly whenConditionFails?: number;
  /** Whether this is what DynamoDB would report, if the items are as given; else an estimate. */
  readonly exact: boolean;
  /** What it was computed from, and what was assumed. */
  readonly basis: readonly string[];
}

export type ExplainWarningCode =
  | "scan"
  | "filter_reads_range"
  | "low_cardinality_key"
  | "sharded"
  | "consistent_read"
  | "transaction"
  | "dropped_after_reading"
  | "hydrate"
  | "local_index_fetch"
  | "overwrites"
  | "unique"
  | "last_writer_wins";

/** Something about an operation that may cost more, or do more, than it seems. */
export interface ExplainWarning {
  readonly code: ExplainWarningCode;
  readonly message: string;
}

/** What an operation would do, and what it would cost. */
export interface Explanation {
  /** All of it as plain text of several lines, for a terminal. */
  readonly summary: string;
  /** The requests that are known beforehand: of a read in pages the first one, of each segment or shard. */
  readonly requests: readonly ExplainedRequest[];
  /** The name of the table in the service. */
  readonly table: string;
  readonly index?: string;
  /** The conditions on the key, in words; those of the partition first. Empty for a scan. */
  readonly key: readonly string[];
  readonly capacity: ExplainedCapacity;
  readonly warnings: readonly ExplainWarning[];
}
