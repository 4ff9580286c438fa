import type { WireItem } from "keywright";
import { TableError } from "../error/table-error.ts";
import { type BackfillCounts, noCounts } from "./report.ts";

/** A key of a table as JSON holds it: binary as base64. */
export interface CheckpointKey {
  readonly [attribute: string]: { readonly S: string } | { readonly N: string } | { readonly B: string };
}

/**
 * How far a backfill has come, to go on from there: plain JSON. It holds the keys of some items of the table, and no other
 * attributes.
 */
export interface BackfillCheckpoint {
  readonly version: 1;
  /** The name of the table in the model. */
  readonly table: string;
  readonly entities: readonly string[];
  readonly dryRun: boolean;
  readonly segments: readonly (BackfillCounts & {
    readonly done: boolean;
    /** The key after which to go on; not there at the beginning and at the end. */
    readonly next?: CheckpointKey;
  })[];
}

/** Where a part of the table is to go on. */
export interface SegmentState {
  readonly counts: BackfillCounts;
  readonly done: boolean;
  readonly next: WireItem | undefined;
}

/** What a checkpoint is of. */
export type BackfillSubject = Pick<BackfillCheckpoint, "table" | "entities" | "dryRun">;

export function checkpointOf(subject: BackfillSubject, segments: readonly SegmentState[]): BackfillCheckpoint {
  return {
    version: 1,
    ...subject,
    segments: segments.map(({ counts, done, next }) => ({ ...counts, done, ...(next && { next: keyToJson(next) }) })),
  };
}

/**
 * Where the parts of the table are to go on.
 *
 * @throws TableError `checkpoint-mismatch` where the checkpoint is of another backfill
 */
export function statesOf(
  subject: BackfillSubject,
  checkpoint: BackfillCheckpoint | undefined,
  segments: number | undefined,
): readonly SegmentState[] {
  if (checkpoint === undefined) {
    return Array.from({ length: segments ?? defaultSegments }, () => ({
      counts: noCounts,
      done: false,
      next: undefined,
    }));
  }
  const problem = mismatch(subject, checkpoint, segments);
  if (problem !== undefined) {
    throw new TableError({
      code: "checkpoint-mismatch",
      table: subject.table,
      message: `The checkpoint ${problem}. Go on with what it was made by, or begin anew without it.`,
    });
  }
  return checkpoint.segments.map(({ done, next, scanned, changed, unchanged, skipped, failed }) => ({
    counts: { scanned, changed, unchanged, skipped, failed },
    done,
    next: next && keyFromJson(next),
  }));
}

const defaultSegments = 4;

function mismatch(
  subject: BackfillSubject,
  checkpoint: BackfillCheckpoint,
  segments: number | undefined,
): string | undefined {
  if (checkpoint.version !== 1 || !Array.isArray(checkpoint.segments)) return "is none of a backfill of this version";
  const { table, entities, dryRun } = checkpoint;
  if (table !== subject.table) return `is of the table '${table}', and this backfill of '${subject.table}'`;
  if ([...entities].sort().join() !== [...subject.entities].sort().join()) {
    return `is of ${entities.join(", ")}, and this backfill of ${subject.entities.join(", ")}`;
  }
  if (dryRun !== subject.dryRun) return dryRun ? "is of a dry run" : "is of a run that writes, and this is a dry run";
  if (segments !== undefined && segments !== checkpoint.segments.length) {
    return `has ${checkpoint.segments.length} segments, and this backfill ${segments}`;
  }
  return undefined;
}

function keyToJson(key: WireItem): CheckpointKey {
  return Object.fromEntries(
    Object.entries(key).map(([name, value]) => {
      if ("S" in value) return [name, { S: value.S }];
      if ("N" in value) return [name, { N: value.N }];
      if ("B" in value) return [name, { B: Buffer.from(value.B).toString("base64") }];
      throw new Error(`the key attribute ${name} is of no type that keys have`);
    }),
  );
}

function keyFromJson(key: CheckpointKey): WireItem {
  return Object.fromEntries(
    Object.entries(key).map(([name, value]) => [
      name,
      "B" in value ? { B: Uint8Array.from(Buffer.from(value.B, "base64")) } : value,
    ]),
  );
}
