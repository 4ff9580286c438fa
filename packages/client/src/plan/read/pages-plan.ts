import type { QueryCommandInput, ScanCommandInput } from "@aws-sdk/client-dynamodb";
import { ReadError, type WireItem } from "@keywright/schema";
import type { Page } from "../../operation/page.ts";
import type { ReadMode } from "../context.ts";
import type { Direction, Position } from "../cursor.ts";
import type { Cursors } from "./cursors.ts";

/** What became of an item that DynamoDB returned. */
export type Verdict =
  | { readonly kind: "item"; readonly item: unknown }
  | { readonly kind: "foreign" | "hidden" }
  | { readonly kind: "unreadable"; readonly error: ReadError };

/** One sequence of requests: a query has one, or one for each shard; a scan one for each segment. */
export interface Lane {
  readonly input: QueryCommandInput | ScanCommandInput;
  readonly position: Position;
}

/** How items of an index are completed from the table. */
export interface Hydration {
  /** The table key of an item of the index. */
  keyOf(item: WireItem): WireItem;
  /** The name of the table in the service. */
  readonly tableName: string;
  readonly consistent: boolean;
  /** Judges the whole item; `changed` where it is no longer what the query asked for. */
  judge(item: WireItem): Verdict | { readonly kind: "changed" };
}

/** A `Query` or `Scan`, page by page, and what its items mean. */
export interface PagesPlan {
  readonly kind: "pages";
  readonly request: "Query" | "Scan";
  /** Whether the items are wanted, the first of them, or how many there are. */
  readonly answer: "page" | "first" | "count";
  /** None where the range is empty and no request is needed. */
  readonly lanes: readonly Lane[];
  /** The order of stored items, where lanes are shards of one partition: their items come in one order. */
  readonly compare?: (a: WireItem, b: WireItem) => number;
  /** Which way the lanes go; items come in the order of the query all the same. */
  readonly direction: Direction;
  /** Whether a condition of the caller's may leave out most of what DynamoDB evaluates. */
  readonly filtered: boolean;
  readonly limit: number | undefined;
  readonly pageSize: number | undefined;
  readonly maxPages: number;
  /** Read units after which no further request is made. */
  readonly maxCapacity: number | undefined;
  readonly hydration: Hydration | undefined;
  readonly cursors: Cursors;
  judge(item: WireItem): Verdict;
  /** What else a page of these items says. */
  arrange?(page: Page<unknown>): Page<unknown>;
}

/** The bound that DynamoDB's `Limit` has anyway, more or less: a page of 1 MB. */
const largestPage = 10_000;

/**
 * How many items DynamoDB is asked to evaluate in request number `page`. Behind a filter its `Limit` would say how much is
 * read, not how much is found; where much is left out for other reasons, more is asked for each time.
 */
export function pageSizeOf(
  { pageSize, limit, filtered }: Pick<PagesPlan, "pageSize" | "limit" | "filtered">,
  found: number,
  page: number,
): number | undefined {
  if (pageSize !== undefined) return pageSize;
  if (limit === undefined || filtered) return undefined;
  const size = (limit - found) * 2 ** (page - 1);
  return size > largestPage ? undefined : size;
}

/** Decodes an item; where reads are tolerant, one that does not fit is reported. */
export function readItem(mode: ReadMode, decode: () => unknown): Verdict {
  try {
    return { kind: "item", item: decode() };
  } catch (error) {
    if (mode === "tolerant" && ReadError.isInstance(error)) return { kind: "unreadable", error };
    throw error;
  }
}
