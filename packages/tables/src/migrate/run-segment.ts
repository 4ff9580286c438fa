import { setTimeout as sleep } from "node:timers/promises";
import {
  type AnyEntity,
  type Database,
  isItemOf,
  type RewrittenItem,
  rewriteItem,
  scanSegment,
  type WireItem,
} from "keywright";
import type { SegmentState } from "./checkpoint.ts";
import { insist } from "./insist.ts";
import type { Limiter } from "./limiter.ts";
import type { BackfillTransform } from "./options.ts";
import { type BackfillCounts, type BackfillFailure, type BackfillSample, countOne } from "./report.ts";

/** What the parts of a backfill have in common. */
export interface Job {
  readonly db: Database;
  readonly entities: readonly [AnyEntity, ...AnyEntity[]];
  readonly transform: BackfillTransform | undefined;
  readonly dryRun: boolean;
  readonly segments: number;
  readonly pageSize: number;
  readonly concurrency: number;
  readonly stopOnFailure: boolean;
  readonly limiter: Limiter;
  readonly signal: AbortSignal;
  /** Ends all parts: an item has failed. */
  stop(): void;
  stopped(): boolean;
  consumed(capacity: { readonly read: number; readonly write: number }): void;
  failed(failure: BackfillFailure): void;
  sampled(sample: BackfillSample): void;
  /** One more item of the part was looked at. */
  counted(segment: number, counts: BackfillCounts): void;
  /** The part has come this far. */
  reached(segment: number, state: SegmentState): Promise<void>;
}

/** Goes through one part of the table, page by page. A page that is broken off does not count: it is read again. */
export async function runSegment(job: Job, segment: number, from: SegmentState): Promise<void> {
  const { db, entities, limiter, signal } = job;
  let state = from;
  while (!state.done && !job.stopped()) {
    await limiter.pass();
    const { next: start } = state;
    const options = { segment, segments: job.segments, start, limit: job.pageSize, signal };
    const page = await insist(() => scanSegment(db, entities[0], options), signal);
    limiter.spend({ read: page.capacity.read });
    job.consumed(page.capacity);
    const counts = await runPage(job, segment, page.items, state.counts);
    if (counts === undefined) return;
    state = { counts, done: page.next === undefined, next: page.next };
    await job.reached(segment, state);
  }
}

/** Rewrites the items of a page, some at the same time; nothing where the run was stopped before the last. */
async function runPage(
  job: Job,
  segment: number,
  items: readonly WireItem[],
  before: BackfillCounts,
): Promise<BackfillCounts | undefined> {
  let counts = before;
  const left = items.values();
  let broken = false;
  const worker = async (): Promise<void> => {
    for (const item of left) {
      if (broken || job.stopped()) return;
      try {
        const kind = await runItem(job, item);
        counts = countOne(counts, kind);
        job.counted(segment, counts);
      } catch (error) {
        broken = true;
        throw error;
      }
    }
  };
  const workers = Array.from({ length: Math.min(job.concurrency, items.length) }, worker);
  await Promise.allSettled(workers);
  await Promise.all(workers);
  return job.stopped() ? undefined : counts;
}

async function runItem(job: Job, item: WireItem): Promise<"changed" | "unchanged" | "skipped" | "failed"> {
  const { db, limiter } = job;
  await limiter.pass();
  limiter.spend({ items: 1 });
  const entity = job.entities.find(({ model }) => isItemOf(model, item));
  if (entity === undefined) return "skipped";
  const result = await rewrite(job, db, entity, item);
  if (result.outcome === "changed" && job.dryRun) {
    job.sampled({ entity: entity.name, key: keyOf(entity, item), changes: result.changes });
  }
  if (result.outcome === "failed") {
    job.failed({ entity: entity.name, ...result.failure });
    if (job.stopOnFailure) job.stop();
  }
  return result.outcome;
}

const mostRounds = 4;

/** Once more after a pause where others have written the item faster than it could be rewritten. */
async function rewrite(job: Job, db: Database, entity: AnyEntity, item: WireItem): Promise<RewrittenItem> {
  const { transform, dryRun, signal, limiter } = job;
  const options = {
    transform: transform && ((stored: Parameters<BackfillTransform>[0]) => transform(stored, entity.name)),
    dryRun,
    signal,
  };
  for (let round = 1; ; round++) {
    const result = await insist(() => rewriteItem(db, entity, item, options), signal);
    limiter.spend({ read: result.capacity.read, write: result.capacity.write });
    job.consumed(result.capacity);
    if (result.outcome !== "failed" || result.failure.outcome !== "changed" || round === mostRounds) return result;
    await sleep(Math.random() * 100 * 2 ** round, undefined, { signal });
  }
}

/** The key of a stored item in the table, as plain values. */
function keyOf({ model }: AnyEntity, item: WireItem): Readonly<Record<string, unknown>> {
  return Object.fromEntries(model.key.map(({ keyAttribute: { name } }) => [name, Object.values(item[name] ?? {})[0]]));
}
