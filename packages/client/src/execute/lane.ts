import type { QueryCommandOutput, ScanCommandOutput } from "@aws-sdk/client-dynamodb";
import type { ReadError, WireItem } from "@keywright/schema";
import type { Capacity } from "../operation/page.ts";
import type { Position } from "../plan/cursor.ts";
import { type Lane, type PagesPlan, pageSizeOf } from "../plan/read/pages-plan.ts";
import { hydrate } from "./hydrate.ts";
import { addCapacity, capacityOf, none, type Runtime, request, type Subject } from "./runtime.ts";

/** Of which items the positions are wanted: where to turn round before the first of them, or where to go on after any. */
export type Wanted = "first" | "each";

/** What reading one lane gave. */
export interface LaneRead {
  /** None where they are counted. */
  readonly items: readonly unknown[];
  /** Stored items that hold the keys which a cursor consists of: of the first item found, or of each. */
  readonly positions: readonly WireItem[];
  /** How many were found. */
  readonly count: number;
  /** Where to read on. */
  readonly end: Position;
  readonly capacity: Capacity;
  readonly skipped: number;
  readonly unreadable: readonly Unreadable[];
  /** Table keys of items that an index had and the table has not. */
  readonly deleted: readonly Readonly<Record<string, unknown>>[];
  /** Items that are not what an index said any more. */
  readonly changed: number;
}

/** An item that could not be read, and how many were found before it. */
interface Unreadable {
  readonly error: ReadError;
  readonly after: number;
}

export type Writable<T> = { -readonly [P in keyof T]: T[P] extends readonly (infer I)[] ? I[] : T[P] };

/**
 * Reads a lane: requests until `limit` items are found, it ends, or `maxPages` or `maxCapacity` are reached; a page without
 * a limit is one request. Items that are hidden or not of the entity do not count.
 */
export async function readLane(
  runtime: Runtime,
  subject: Subject,
  plan: PagesPlan,
  lane: Lane,
  wanted: Wanted,
  signal: AbortSignal | undefined,
): Promise<LaneRead> {
  const read: Writable<LaneRead> = {
    items: [],
    positions: [],
    count: 0,
    end: lane.position,
    capacity: none,
    skipped: 0,
    unreadable: [],
    deleted: [],
    changed: 0,
  };
  for (let page = 1; read.end !== "end"; page++) {
    signal?.throwIfAborted();
    const output = await send(runtime, subject, plan, lane, read, page, signal);
    read.capacity = addCapacity(read.capacity, capacityOf(output.ConsumedCapacity, true));
    // The SDK's type has a member for types that it does not know; codecs refuse those.
    const items = (output.Items ?? []) as WireItem[];
    const last = output.LastEvaluatedKey as WireItem | undefined;
    const taken = await take(runtime, subject, plan, items, read, wanted, signal);
    const stopped = taken < items.length ? items[taken - 1] : undefined;
    read.end = stopped ?? last ?? "end";
    if (read.count === plan.limit || isEnough(plan, read, page)) break;
  }
  return read;
}

function isEnough({ answer, limit, maxPages, maxCapacity }: PagesPlan, { capacity }: LaneRead, page: number): boolean {
  if (page >= maxPages || (maxCapacity !== undefined && capacity.read >= maxCapacity)) return true;
  return answer === "page" && limit === undefined;
}

/** Takes items over until the limit is reached; says how many of them were looked at. */
async function take(
  runtime: Runtime,
  subject: Subject,
  plan: PagesPlan,
  items: readonly WireItem[],
  read: Writable<LaneRead>,
  wanted: Wanted,
  signal: AbortSignal | undefined,
): Promise<number> {
  const { hydration } = plan;
  if (hydration === undefined)
    return pick(plan, items, 0, read, (item, stored) => add(plan, read, wanted, item, stored));
  let taken = 0;
  while (taken < items.length && read.count !== plan.limit) {
    const open = plan.limit === undefined ? undefined : plan.limit - read.count;
    const candidates: WireItem[] = [];
    taken = pick(plan, items, taken, read, (_, stored) => candidates.push(stored) !== open);
    const found = (item: unknown, stored: WireItem): void => void add(plan, read, wanted, item, stored);
    await hydrate(runtime, subject, hydration, candidates, read, found, signal);
  }
  return taken;
}

/** Looks at items until `found` says that it is enough; says where it stopped. */
function pick(
  plan: PagesPlan,
  items: readonly WireItem[],
  from: number,
  read: Writable<LaneRead>,
  found: (item: unknown, stored: WireItem) => boolean,
): number {
  let taken = from;
  while (taken < items.length) {
    const stored = items[taken++];
    if (stored === undefined) break;
    const verdict = plan.judge(stored);
    if (verdict.kind === "item" && !found(verdict.item, stored)) break;
    if (verdict.kind === "foreign") read.skipped++;
    if (verdict.kind === "unreadable") read.unreadable.push({ error: verdict.error, after: read.count });
  }
  return taken;
}

/** Adds an item; says whether more are wanted. */
function add(
  { answer, limit }: PagesPlan,
  read: Writable<LaneRead>,
  wanted: Wanted,
  item: unknown,
  stored: WireItem,
): boolean {
  read.count++;
  if (answer !== "count") read.items.push(item);
  if (wanted === "each" || read.count === 1) read.positions.push(stored);
  return read.count !== limit;
}

function send(
  runtime: Runtime,
  subject: Subject,
  plan: PagesPlan,
  { input }: Lane,
  { end, count }: LaneRead,
  page: number,
  signal: AbortSignal | undefined,
): Promise<QueryCommandOutput | ScanCommandOutput> {
  const size = pageSizeOf(plan, count, page);
  const paged = {
    ...input,
    ...(typeof end === "string" ? {} : { ExclusiveStartKey: end }),
    ...(size === undefined ? {} : { Limit: size }),
  };
  return request(runtime, subject, plan.request, paged, signal);
}
