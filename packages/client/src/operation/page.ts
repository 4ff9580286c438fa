import type { ReadError } from "@keywright/schema";

/** Capacity units that a request consumed; halves occur on eventually consistent reads. */
export interface Capacity {
  readonly read: number;
  readonly write: number;
}

/** Items that a query or a scan gave, and where to go on. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Pass it to the same query to read on after the last of these items; `undefined` at the end. A page may be empty and not the last. */
  readonly cursor: string | undefined;
  /**
   * Pass it to the same query to read the page before the first of these items, in the same order; `undefined` at the
   * beginning, and of scans, which have no order.
   */
  readonly previous: string | undefined;
  /** Read units consumed by the requests of this page. */
  readonly capacity: Capacity;
  /** Items that were read and left out, because they are not of this entity. */
  readonly skipped: number;
  /** Items that were read and left out, because they do not fit the model; always empty unless the connection reads tolerantly. */
  readonly unreadable: readonly ReadError[];
}

/** A page of an index whose items were completed from the table. */
export interface HydratedPage<Item> extends Page<Item> {
  /** Table keys, as stored, of items that the index still had and the table no longer: deleted meanwhile. */
  readonly deleted: readonly Readonly<Record<string, unknown>>[];
  /** How many items no longer match: changed since the index had them, or not what the index says yet. */
  readonly changed: number;
}

/** How many items match. */
export interface Count {
  readonly count: number;
  /** `undefined` where all were counted; else what `maxPages` or `maxCapacity` left uncounted starts after it. */
  readonly cursor: string | undefined;
  readonly capacity: Capacity;
  /** Items that were read and not counted, because they are not of this entity. */
  readonly skipped: number;
}
