import type { AnyEntity, Explanation } from "keywright";
import type { Prices } from "./prices.ts";
import type { ItemSizes } from "./sizes.ts";

/** How often something is done, on average. */
interface Rate {
  readonly perSecond: number;
  /** What it is called in the report; the verb by default. */
  readonly label?: string;
}

/** Reads of single items, each charged for itself. */
export interface GetLoad extends Rate {
  readonly verb: "get" | "batchGet" | "transactGet";
  readonly consistent?: boolean;
  /** The share of reads that find no item, from 0 to 1. */
  readonly missing?: number;
}

/** Queries, of the table or of an index. */
export interface QueryLoad extends Rate {
  readonly verb: "query";
  readonly index?: string;
  /** How many items each query evaluates, whether a filter keeps them or not. */
  readonly items: number;
  readonly consistent?: boolean;
  /** Whether the items are completed from the table, as `hydrate` does: each is read again. */
  readonly hydrate?: boolean | "consistent";
  /** Whether a local index gives attributes that it does not project: each item is read from the table, too. */
  readonly fetches?: boolean;
}

/** Scans of the whole table, or of an index. */
export interface ScanLoad extends Rate {
  readonly verb: "scan";
  readonly index?: string;
  readonly consistent?: boolean;
}

/** Writes of single items. */
export interface WriteLoad extends Rate {
  readonly verb: "create" | "put" | "update" | "upsert" | "delete" | "check";
  /** Sent in a transaction, which doubles what the table is charged, and not what indexes are. */
  readonly transaction?: boolean;
  /** The attributes that change; of a `put` all, by default. Those that the library manages are added. */
  readonly changes?: readonly string[];
  /** The sizes of items after the write, where they are not those before. */
  readonly to?: ItemSizes;
  /** The share of `put` and `upsert` that find no item, or of `delete` that find none; 0 by default. */
  readonly missing?: number;
  /** The share of writes whose condition is false, from 0 to 1: they are charged for the stored item. */
  readonly fails?: number;
}

/** Items that DynamoDB deletes because they have expired. */
export interface ExpiryLoad extends Rate {
  readonly verb: "expire";
}

/** An operation with what `explain` said of it. */
export interface ExplainedLoad extends Rate {
  readonly explained: Explanation;
}

export type OperationLoad = GetLoad | QueryLoad | ScanLoad | WriteLoad | ExpiryLoad | ExplainedLoad;

/** What is stored of an entity, and done with it. */
export interface EntityLoad {
  readonly entity: AnyEntity;
  readonly sizes: ItemSizes;
  /** How many items there are, for storage and scans; 0 by default. */
  readonly items?: number;
  readonly operations: readonly OperationLoad[];
}

/** What a program does with its tables. */
export interface Workload {
  readonly entities: readonly EntityLoad[];
  /** How uneven the rates are, for provisioned capacity. */
  readonly traffic?: {
    /** The highest rate, compared with the average; 1 by default. */
    readonly peak?: number;
    /** The percentage of provisioned capacity that is used at the peak; 70 by default. */
    readonly target?: number;
  };
  /** Default: those of us-east-1 that the package knows, which have a date. */
  readonly prices?: Prices;
  /** Whether the free storage of an account and Region is all of this workload's; `false` by default. */
  readonly freeStorage?: boolean;
}
