import type { StoredTransform, WireItem } from "@keywright/schema";
import type { AnyEntity } from "../definition/entity.ts";
import { addCapacity, none, type Runtime } from "../execute/runtime.ts";
import type { Capacity } from "../operation/page.ts";
import { transformOf } from "../plan/claims/upgrade-item.ts";
import { isExpired, isOwn } from "../plan/read/identity.ts";
import type { Database } from "./database.ts";
import { type RewriteOutcome, rewriteStored } from "./rewrite-stored.ts";
import { type ScannedPage, scanPage } from "./scan-page.ts";

/** A part of a table, and where in it to go on. */
export interface ScanSegmentOptions {
  /** Which part, from 0. */
  readonly segment: number;
  /** How many parts there are. */
  readonly segments: number;
  /** The key after which to go on, as the page before gave it. */
  readonly start?: WireItem | undefined;
  /** How many items to read at most. DynamoDB reads 1 MB at most. */
  readonly limit?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads one page of a part of an entity's table: items as they are stored, of all entities, expired ones included. For programs
 * that go through a whole table with `rewriteItem`.
 *
 * DynamoDB: `Scan`, consistent, with `Segment` and `TotalSegments` where there are several; consumed capacity is always asked for.
 *
 * @throws ScopeError on a scoped connection
 * @example
 * const { items, next } = await scanSegment(db, Task, { segment: 0, segments: 4, limit: 100 });
 */
export function scanSegment(
  db: Database,
  entity: AnyEntity,
  { segment, segments, start, limit, signal }: ScanSegmentOptions,
): Promise<ScannedPage> {
  const subject = { entity: entity.name, verb: "scanSegment" };
  const part = segments > 1 ? { number: segment, of: segments } : undefined;
  const page = { consistent: true, start, limit, segment: part };
  return scanPage(counting(db["~runtime"]).runtime, subject, entity.model.table, page, signal);
}

export interface RewriteItemOptions {
  /** Changes the stored attributes. Called again where others wrote the item meanwhile. */
  readonly transform?: StoredTransform | undefined;
  /** Says what would be written, and writes nothing. */
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** What became of an item, and the units that this consumed. */
export type RewrittenItem = (RewriteOutcome | { readonly outcome: "skipped" }) & { readonly capacity: Capacity };

/**
 * Writes a stored item as a `put` of today would store it: in the shape of today, with defaults, type attributes and index keys,
 * and first changed by `transform` where there is one. Written on condition that it is what was read; where others wrote it
 * meanwhile, what they wrote is rewritten, so no newer write is lost. Nothing is written where nothing would change. The version of
 * a versioned item counts up; timestamps stay. `skipped` are items that are not of the entity, and expired ones.
 *
 * DynamoDB: `UpdateItem` of what is different; `TransactWriteItems` where unique attributes change.
 *
 * @example
 * const result = await rewriteItem(db, Task, stored, { transform: ({ name, ...rest }) => ({ ...rest, title: name }) });
 * if (result.outcome === "changed") console.log(result.changes.map(({ name }) => name));
 */
export async function rewriteItem(
  db: Database,
  { name, model }: AnyEntity,
  stored: WireItem,
  { transform, dryRun = false, signal }: RewriteItemOptions = {},
): Promise<RewrittenItem> {
  const { runtime, consumed } = counting(db["~runtime"]);
  if (!isOwn(model, stored) || isExpired(model, stored, runtime.context().now)) {
    return { outcome: "skipped", capacity: none };
  }
  const verb = "rewriteItem";
  const rewrite = transformOf(model, verb, transform);
  const outcome = await rewriteStored(runtime, { entity: name, verb }, rewrite, stored, { dryRun, signal });
  return { ...outcome, capacity: consumed() };
}

/** A runtime whose requests say what they consume, and how much that was. */
function counting(runtime: Runtime): { readonly runtime: Runtime; consumed(): Capacity } {
  let sum = none;
  return {
    runtime: {
      ...runtime,
      observer(event) {
        sum = addCapacity(sum, event.capacity);
        runtime.observer?.(event);
      },
      context() {
        const context = runtime.context();
        return context.returnCapacity === "NONE" ? { ...context, returnCapacity: "TOTAL" } : context;
      },
    },
    consumed: () => sum,
  };
}
