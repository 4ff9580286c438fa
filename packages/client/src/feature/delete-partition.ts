import type { EntityModel, WireItem } from "@keywright/schema";
import { leftOf, newBatch } from "../execute/batch.ts";
import { descriptionOf } from "../execute/execute.ts";
import { incompleteItems } from "../execute/incomplete.ts";
import { readLane } from "../execute/lane.ts";
import { addCapacity, none, type Runtime, type Subject } from "../execute/runtime.ts";
import { executeWrite } from "../execute/write.ts";
import { writeItems } from "../execute/write-items.ts";
import type { QueryDescription } from "../operation/description.ts";
import type { PagedOperation } from "../operation/operation.ts";
import type { Capacity } from "../operation/page.ts";
import type { ItemWrite } from "../plan/batch/item-writes.ts";
import { itemId } from "../plan/batch/key-reads.ts";
import { eraseWithClaims } from "../plan/claims/erase.ts";
import type { PlanContext } from "../plan/context.ts";
import type { Position } from "../plan/cursor.ts";
import { planOperation } from "../plan/plan.ts";
import type { PagesPlan } from "../plan/read/pages-plan.ts";
import { tableKeyOf } from "../plan/stored-key.ts";
import type { Database } from "./database.ts";
import { sideBySide } from "./side-by-side.ts";

/** How far a deletion has come. */
export interface DeletionReport {
  /** Items that were deleted. */
  readonly deleted: number;
  /** Items that were read and left alone, because they are not of the entity. */
  readonly skipped: number;
  /** Units consumed: reading the keys, and deleting. */
  readonly capacity: Capacity;
}

export interface DeletePartitionOptions {
  /** Called after each page. */
  readonly onProgress?: (report: DeletionReport) => void;
  readonly signal?: AbortSignal;
}

/**
 * Deletes all items that a query of a table finds, page by page: those of a partition, or of a part of it. Expired items
 * and such that cannot be read are deleted too; items of other entities are not. Whatever is stored under a key at that
 * moment is deleted, in any version. Where it was broken off, call it again: what is deleted is not found any more.
 *
 * DynamoDB: `Query` for the keys, `BatchWriteItem` for up to 25 items. Where the entity has unique attributes, `Query` for the
 * items, and for each item a `TransactWriteItems` that deletes it with its claims (a `DeleteItem` where it has none).
 *
 * @throws BatchIncompleteError where items stay throttled; ValidationError
 * @example
 * const { deleted } = await deletePartition(db, Task.query({ userId: "u1" }), { onProgress: console.log });
 */
export async function deletePartition(
  db: Database,
  operation: PagedOperation<unknown, unknown, unknown, unknown>,
  { onProgress, signal }: DeletePartitionOptions = {},
): Promise<DeletionReport> {
  const description = descriptionOf(operation);
  if (description.verb !== "query" || description.index !== undefined) {
    throw new TypeError("deletePartition takes a query of a table, such as Task.query(key): an index lags behind");
  }
  const runtime = db["~runtime"];
  const { model } = description;
  const subject = { entity: model.name, verb: "deletePartition" };
  const { limit } = description;
  let report: DeletionReport = { deleted: 0, skipped: 0, capacity: none };
  let position: Position | undefined;
  do {
    const left = limit === undefined ? undefined : limit - report.deleted;
    // Seen from the beginning of time nothing has expired.
    const plan = planPage(description, left, { ...runtime.context(), now: new Date(0) });
    const [lane] = plan.lanes;
    if (lane === undefined) break;
    const read = await readLane(runtime, subject, plan, position ? { ...lane, position } : lane, "each", signal);
    const remove = model.unique ? eraseItems : deleteKeys;
    const capacity = await remove(runtime, subject, model, read.positions, signal);
    report = {
      deleted: report.deleted + read.positions.length,
      skipped: report.skipped + read.skipped,
      capacity: addCapacity(addCapacity(report.capacity, read.capacity), capacity),
    };
    onProgress?.(report);
    position = read.end;
  } while (position !== "end" && report.deleted !== limit);
  return report;
}

/** The same query for the keys of one page; for whole items where they say what the items have claimed. */
function planPage(description: QueryDescription, limit: number | undefined, context: PlanContext): PagesPlan {
  const page = { ...description, select: undefined, hydrate: undefined, limit, maxPages: 1 };
  const keys = pagesOf(planOperation({ ...page, verb: "count" }, context));
  if (description.model.unique === undefined) return keys;
  // Whether an item is deleted does not depend on whether it can be read.
  return { ...pagesOf(planOperation({ ...page, verb: "query" }, context)), answer: "count", judge: keys.judge };
}

function pagesOf(plan: ReturnType<typeof planOperation>): PagesPlan {
  if (plan.kind !== "pages") throw new Error("a query has pages");
  return plan;
}

/** Deletes items by their keys. */
async function deleteKeys(
  runtime: Runtime,
  subject: Subject,
  model: EntityModel,
  items: readonly WireItem[],
  signal: AbortSignal | undefined,
): Promise<Capacity> {
  const tableName = runtime.context().tableName(model.table.name);
  const writes = items.map((stored, i): ItemWrite => {
    const key = tableKeyOf(model, stored);
    return { id: itemId(tableName, key), tableName, key, item: undefined, bytes: 0, positions: [i] };
  });
  const batch = newBatch([writes]);
  await writeItems(runtime, subject, batch, new Map(), { concurrency: 1 }, signal);
  if (leftOf(batch).length > 0) throw incompleteItems(subject, batch);
  return batch.capacity;
}

/** How many transactions are under way at once. */
const most = 8;

/** Deletes items with their claims. */
async function eraseItems(
  runtime: Runtime,
  subject: Subject,
  model: EntityModel,
  items: readonly WireItem[],
  signal: AbortSignal | undefined,
): Promise<Capacity> {
  let capacity = none;
  const observer: Runtime["observer"] = (event) => {
    capacity = addCapacity(capacity, event.capacity);
    runtime.observer?.(event);
  };
  const observed = { ...runtime, observer };
  await sideBySide(items, most, async (item) => {
    const plan = eraseWithClaims(model, item, subject.verb, runtime.context());
    await executeWrite(observed, subject, plan, signal);
  });
  return capacity;
}
