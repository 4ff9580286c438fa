import type { AnyEntity, Database } from "keywright";
import { type BackfillSubject, checkpointOf, type SegmentState, statesOf } from "./checkpoint.ts";
import { createLimiter } from "./limiter.ts";
import type { BackfillOptions } from "./options.ts";
import {
  addCounts,
  type BackfillCounts,
  type BackfillFailure,
  type BackfillProgress,
  type BackfillReport,
  type BackfillSample,
  noCounts,
} from "./report.ts";
import { type Job, runSegment } from "./run-segment.ts";
import { createSaver } from "./saver.ts";

/**
 * Writes all stored items of entities as a `put` of today would store them: in the shape of today, with defaults, type
 * attributes and the keys of indexes; and first changed by `transform`, where there is one. Items that are so already are not
 * written. Timestamps stay; the version of a versioned item counts up.
 *
 * Safe beside other writers: an item is written on condition that it is what was read (by its version, or by all that was read where
 * it has none), and where others were faster, what they wrote is changed. Items that cannot be read or changed are reported and
 * counted, and the run goes on. A run that is broken off goes on from its last checkpoint, and looks at the items of the page
 * that was under way once more. Items that older versions of the program write while it runs may be missed: run it when they are gone.
 *
 * DynamoDB: `Scan` of the whole table, consistent, in segments; an `UpdateItem` for each item that changes, or a
 * `TransactWriteItems` where its unique attributes do. Throttled requests are made again after pauses.
 *
 * @param entities an entity, or several of one table, which are changed by one scan of it
 * @throws TypeError for options that are none, or entities of several tables; TableError `checkpoint-mismatch`
 * @throws errors of the service that last, and what `onCheckpoint` throws: go on from the last checkpoint
 * @example
 * const { changed, failed } = await backfill(db, Task, {
 *   transform: ({ name, ...rest }) => (name === undefined ? undefined : { ...rest, title: name }),
 *   writeUnitsPerSecond: 100,
 *   onProgress: ({ scanned, itemsPerSecond }) => console.log(scanned, itemsPerSecond),
 * });
 */
export async function backfill(
  db: Database,
  entities: AnyEntity | readonly AnyEntity[],
  options: BackfillOptions = {},
): Promise<BackfillReport> {
  const all = checkEntities("model" in entities ? [entities] : entities);
  checkNumbers(options);
  const { dryRun = false, checkpoint, examples = 100, expectedItems, onCheckpoint, onFailure, onProgress } = options;
  const subject: BackfillSubject = {
    table: all[0].model.table.name,
    entities: all.map(({ name }) => name),
    dryRun,
  };
  const states = [...statesOf(subject, checkpoint, options.segments)];
  // Also of pages that are not read to the end, which checkpoints leave out.
  const live = states.map(({ counts }) => counts);
  const before = sum(live);
  const failures: BackfillFailure[] = [];
  const samples: BackfillSample[] = [];
  const controller = new AbortController();
  const capacity = { read: 0, write: 0 };
  const start = performance.now();
  let stopped = false;

  const progress = (): BackfillProgress => {
    const counts = sum(live);
    const elapsedMs = performance.now() - start;
    const itemsPerSecond = ((counts.scanned - before.scanned) * 1000) / Math.max(elapsedMs, 1);
    const remaining = expectedItems !== undefined && itemsPerSecond > 0;
    return {
      ...counts,
      segments: states.map(({ done }, segment) => ({ ...(live[segment] ?? noCounts), done })),
      capacity: { ...capacity },
      elapsedMs,
      itemsPerSecond,
      ...(remaining && { remainingMs: (Math.max(0, expectedItems - counts.scanned) * 1000) / itemsPerSecond }),
    };
  };
  const save = createSaver(async () => onCheckpoint?.(checkpointOf(subject, states)));

  const job: Job = {
    db,
    entities: all,
    transform: options.transform,
    dryRun,
    segments: states.length,
    pageSize: options.pageSize ?? 200,
    concurrency: options.concurrency ?? 8,
    stopOnFailure: options.stopOnFailure ?? false,
    limiter: createLimiter(options, controller.signal),
    signal: controller.signal,
    stop: () => {
      stopped = true;
    },
    stopped: () => stopped,
    consumed({ read, write }) {
      capacity.read += read;
      capacity.write += write;
    },
    failed(failure) {
      if (failures.length < examples) failures.push(failure);
      onFailure?.(failure);
    },
    sampled(sample) {
      if (samples.length < examples) samples.push(sample);
    },
    counted(segment, counted) {
      live[segment] = counted;
    },
    async reached(segment, state) {
      states[segment] = state;
      onProgress?.(progress());
      await save();
    },
  };
  await together(
    controller,
    options.signal,
    (segment) => runSegment(job, segment, states[segment] as SegmentState),
    states,
  );
  return { ...progress(), complete: states.every(({ done }) => done), dryRun, failures, samples };
}

/** Runs all parts; where one fails or the caller ends it, the others end, and what was first is thrown. */
async function together(
  controller: AbortController,
  signal: AbortSignal | undefined,
  work: (segment: number) => Promise<void>,
  states: readonly SegmentState[],
): Promise<void> {
  const abort = (): void => controller.abort(signal?.reason);
  if (signal?.aborted) abort();
  else signal?.addEventListener("abort", abort, { once: true });
  let first: { readonly error: unknown } | undefined;
  try {
    const parts = states.map(async (_, segment) => {
      try {
        await work(segment);
      } catch (error) {
        first ??= { error };
        controller.abort(error);
      }
    });
    await Promise.all(parts);
  } finally {
    signal?.removeEventListener("abort", abort);
  }
  signal?.throwIfAborted();
  if (first) throw first.error;
}

function sum(counts: readonly BackfillCounts[]): BackfillCounts {
  return counts.reduce(addCounts, noCounts);
}

function checkEntities(entities: readonly AnyEntity[]): readonly [AnyEntity, ...AnyEntity[]] {
  const [first, ...others] = entities;
  if (first === undefined) throw new TypeError("backfill takes an entity, or a list of entities of one table");
  const other = others.find(({ model }) => model.table.name !== first.model.table.name);
  if (other !== undefined) {
    throw new TypeError(
      `backfill reads one table: '${first.name}' is in '${first.model.table.name}', and '${other.name}' in '${other.model.table.name}'. Call it for each table`,
    );
  }
  return [first, ...others];
}

/** What DynamoDB takes for `TotalSegments`. */
const mostSegments = 1_000_000;

function checkNumbers(options: BackfillOptions): void {
  for (const name of ["itemsPerSecond", "readUnitsPerSecond", "writeUnitsPerSecond"] as const) {
    const value = options[name];
    if (value !== undefined && !(value > 0)) throw new TypeError(`${name} of backfill must be greater than 0`);
  }
  for (const name of ["segments", "pageSize", "concurrency", "examples"] as const) {
    const value = options[name];
    const least = name === "examples" ? 0 : 1;
    if (value === undefined || (Number.isSafeInteger(value) && value >= least && value <= mostSegments)) continue;
    throw new TypeError(`${name} of backfill must be a whole number from ${least} to ${mostSegments}`);
  }
}
