import type { StoredAttributes } from "keywright";
import type { BackfillCheckpoint } from "./checkpoint.ts";
import type { BackfillFailure, BackfillProgress } from "./report.ts";

/**
 * Changes the stored attributes of an item: by their names in the table and as plain values, as `upgrade` steps do. Gives
 * nothing for an item that it leaves. Synchronous, and the same for the same attributes: it is called again where others
 * write the item meanwhile, and by runs that go on after a break; so what it gives, it leaves as it is.
 */
export type BackfillTransform = (stored: StoredAttributes, entity: string) => StoredAttributes | undefined;

/** How much a backfill may do in a second. What is not named is not limited. */
export interface BackfillRate {
  /** Items that are looked at. */
  readonly itemsPerSecond?: number;
  /** Read capacity units. */
  readonly readUnitsPerSecond?: number;
  /** Write capacity units, those of indexes included. */
  readonly writeUnitsPerSecond?: number;
}

export interface BackfillOptions extends BackfillRate {
  /** Changes items; without it they are written as `put` would store them today. */
  readonly transform?: BackfillTransform;
  /** Counts what would change, keeps samples of it, and writes nothing. */
  readonly dryRun?: boolean;
  /** In how many parts the table is read at the same time. Default: 4; of a run that goes on, as many as it began with. */
  readonly segments?: number;
  /** How many items one request reads, which is how many are looked at again after a break. Default: 200. */
  readonly pageSize?: number;
  /** How many items of a part are written at the same time. Default: 8. */
  readonly concurrency?: number;
  /** Where to go on: what `onCheckpoint` was given last. */
  readonly checkpoint?: BackfillCheckpoint | undefined;
  /** Called after each page, never twice at the same time, and waited for. What it throws ends the run. */
  readonly onCheckpoint?: (checkpoint: BackfillCheckpoint) => void | Promise<void>;
  /** Called after each page. */
  readonly onProgress?: (progress: BackfillProgress) => void;
  /** Called for each item that could not be read or changed. */
  readonly onFailure?: (failure: BackfillFailure) => void;
  /** Ends the run at the first item that could not be read or changed. Default: false. */
  readonly stopOnFailure?: boolean;
  /** How many failures, and how many samples of a dry run, the report keeps. Default: 100. All are counted. */
  readonly examples?: number;
  /** About how many items the table has, for the time that remains: `DescribeTable` has the number of some hours ago. */
  readonly expectedItems?: number;
  /** Ends the run, which rejects with the reason. What was under way is ended first. */
  readonly signal?: AbortSignal;
}
