import type { AttributeChange, FailedRewrite } from "keywright";

/** How many items became what. */
export interface BackfillCounts {
  /** Items that were read: all others together. */
  readonly scanned: number;
  /** Items that were written; in a dry run, that would be. */
  readonly changed: number;
  /** Items that are as they should be. */
  readonly unchanged: number;
  /** Items of other entities, and expired ones. */
  readonly skipped: number;
  readonly failed: number;
}

/** One part of the table. */
export interface SegmentProgress extends BackfillCounts {
  readonly done: boolean;
}

/** How far a backfill has come, runs before included. */
export interface BackfillProgress extends BackfillCounts {
  readonly segments: readonly SegmentProgress[];
  /** Units that this run consumed. */
  readonly capacity: { readonly read: number; readonly write: number };
  /** Milliseconds since this run began. */
  readonly elapsedMs: number;
  /** Items that this run looked at in a second. */
  readonly itemsPerSecond: number;
  /** Milliseconds to go, about; only with `expectedItems`. */
  readonly remainingMs?: number;
}

/** An item that could not be read or changed. The message of its error holds no value of the item. */
export interface BackfillFailure extends FailedRewrite {
  readonly entity: string;
}

/** What a dry run would change in an item. */
export interface BackfillSample {
  readonly entity: string;
  /** The key of the item in the table. */
  readonly key: Readonly<Record<string, unknown>>;
  readonly changes: readonly AttributeChange[];
}

/** What came of a backfill. */
export interface BackfillReport extends BackfillProgress {
  /** Whether the whole table was read; false where `stopOnFailure` ended the run. */
  readonly complete: boolean;
  readonly dryRun: boolean;
  /** The first of the items that failed in this run. */
  readonly failures: readonly BackfillFailure[];
  /** The first of the items that this dry run would change. */
  readonly samples: readonly BackfillSample[];
}

export const noCounts: BackfillCounts = { scanned: 0, changed: 0, unchanged: 0, skipped: 0, failed: 0 };

export function addCounts(a: BackfillCounts, b: BackfillCounts): BackfillCounts {
  return {
    scanned: a.scanned + b.scanned,
    changed: a.changed + b.changed,
    unchanged: a.unchanged + b.unchanged,
    skipped: a.skipped + b.skipped,
    failed: a.failed + b.failed,
  };
}

/** One more item of this kind. */
export function countOne(counts: BackfillCounts, kind: Exclude<keyof BackfillCounts, "scanned">): BackfillCounts {
  return { ...counts, scanned: counts.scanned + 1, [kind]: counts[kind] + 1 };
}
