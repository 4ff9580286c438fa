import type { QueryCommandOutput, ScanCommandOutput } from "@aws-sdk/client-dynamodb";
import type { ReadError, WireItem } from "@keywright/schema";
import type { Capacity } from "../operation/page.ts";
import type { Position } from "../plan/cursor.ts";
import { type Lane, type PagesPlan, pageSizeOf } from "../plan/read/pages-plan.ts";
import { type Candidate, hydrate } from "./hydrate.ts";
import { addCapacity, capacityOf, none, type Runtime, request, type Subject } from "./runtime.ts";

/** An item that was found, and the key that a cursor after it consists of. */
export interface Found {
  readonly item: unknown;
  readonly position: WireItem;
}

/** What reading one lane gave. */
export interface LaneRead {
  readonly found: readonly Found[];
  /** Where to read on. */
  readonly end: Position;
  readonly capacity: Capacity;
  readonly skipped: number;
  readonly unreadable: readonly ReadError[];
  /** Table keys of items that an index had and the table has not. */
  readonly deleted: readonly Readonly<Record<string, unknown>>[];
  /** Items that are not what an index said any more. */
  readonly changed: number;
}

type Writable<T> = { -readonly [P in keyof T]: T[P] extends readonly (infer I)[] ? I[] : T[P] };

/**
 * Reads a lane: requests until `limit` items are found, it ends, or `maxPages` or `maxCapacity` are reached; a page without
 * a limit is one request. Items that are hidden or not of the entity do not count.
 */
export async function readLane(
  runtime: Runtime,
  subject: Subject,
  plan: PagesPlan,
  lane: Lane,
  signal: AbortSignal | undefined,
): Promise<LaneRead> {
  const read: Writable<LaneRead> = {
    found: [],
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
    const taken = await take(runtime, subject, plan, items, read, signal);
    const stopped = taken < items.length ? items[taken - 1] : undefined;
    read.end = stopped ?? last ?? "end";
    if (read.found.length === plan.limit || isEnough(plan, read, page)) break;
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
  signal: AbortSignal | undefined,
): Promise<number> {
  let taken = 0;
  while (taken < items.length && read.found.length !== plan.limit) {
    const wanted = plan.limit === undefined ? items.length : plan.limit - read.found.length;
    const candidates: Candidate[] = [];
    while (taken < items.length && candidates.length < wanted) {
      const stored = items[taken++];
      if (stored === undefined) break;
      const verdict = plan.judge(stored);
      if (verdict.kind === "item") candidates.push({ item: verdict.item, position: stored });
      if (verdict.kind === "foreign") read.skipped++;
      if (verdict.kind === "unreadable") read.unreadable.push(verdict.error);
    }
    if (plan.hydration === undefined) read.found.push(...candidates);
    else await hydrate(runtime, subject, plan.hydration, candidates, read, signal);
  }
  return taken;
}

function send(
  runtime: Runtime,
  subject: Subject,
  plan: PagesPlan,
  { input }: Lane,
  { end, found }: LaneRead,
  page: number,
  signal: AbortSignal | undefined,
): Promise<QueryCommandOutput | ScanCommandOutput> {
  const size = pageSizeOf(plan, found.length, page);
  const paged = {
    ...input,
    ...(typeof end === "string" ? {} : { ExclusiveStartKey: end }),
    ...(size === undefined ? {} : { Limit: size }),
  };
  return request(runtime, subject, plan.request, paged, signal);
}
