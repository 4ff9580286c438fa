import type { Count, HydratedPage, Page } from "../operation/page.ts";
import type { Direction, Position } from "../plan/cursor.ts";
import type { PagesPlan } from "../plan/read/pages-plan.ts";
import { type LaneRead, readLane, type Wanted } from "./lane.ts";
import { type Merged, mergeLanes } from "./merge.ts";
import { addCapacity, none, type Runtime, type Subject } from "./runtime.ts";

/** A page, and the position after each of its items. */
export interface PageRead {
  readonly page: Page<unknown>;
  /** The cursor for the position after item number `i`. */
  cursorAfter(i: number): string;
}

/** Sends a query or a scan, and gives what it asks for: a page, the first item, or a number. */
export async function executePages(
  runtime: Runtime,
  subject: Subject,
  plan: PagesPlan,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  if (plan.answer === "count") return count(await readAll(runtime, subject, plan, "first", signal), plan);
  const reads = await readAll(runtime, subject, plan, plan.compare ? "each" : "first", signal);
  const page = pageOf(plan, reads, merged(plan, reads));
  return plan.answer === "first" ? page.items[0] : page;
}

/** Sends a query or a scan for one page, any of whose items may be asked for its position. */
export async function readPage(
  runtime: Runtime,
  subject: Subject,
  plan: PagesPlan,
  signal: AbortSignal | undefined,
): Promise<PageRead> {
  const reads = await readAll(runtime, subject, plan, "each", signal);
  const merge = merged(plan, reads);
  const page = pageOf(plan, reads, merge);
  return {
    page,
    cursorAfter(i) {
      if (i < 0 || i >= page.items.length) throw new RangeError(`the page has no item ${i}`);
      return plan.cursors.at({ direction: "forward", positions: positionsAfter(plan, reads, merge, i) });
    },
  };
}

/** The page that shards of one partition give together; `undefined` where lanes have no order among them. */
function merged({ compare, direction, lanes, limit }: PagesPlan, reads: readonly LaneRead[]): Merged | undefined {
  if (compare === undefined) return undefined;
  const starts = lanes.map(({ position }) => position);
  return mergeLanes(reads, starts, direction === "forward" ? compare : (a, b) => compare(b, a), limit);
}

/** Where each lane goes on behind item `i` of a page, in the order of the query. */
function positionsAfter(
  plan: PagesPlan,
  reads: readonly LaneRead[],
  merge: Merged | undefined,
  i: number,
): readonly Position[] {
  if (merge === undefined) {
    const position = inOrder(
      plan,
      reads.map((read) => read.positions),
    )[i];
    return position === undefined ? [] : [position];
  }
  const forward = plan.direction === "forward";
  const positions = forward ? plan.lanes.map(({ position }) => position) : merge.ends.map(turned);
  const items = forward ? merge.taken : merge.taken.toReversed();
  for (const { lane, position } of items.slice(0, i + 1)) positions[lane] = position;
  return positions;
}

function readAll(
  runtime: Runtime,
  subject: Subject,
  plan: PagesPlan,
  wanted: Wanted,
  signal: AbortSignal | undefined,
): Promise<readonly LaneRead[]> {
  return Promise.all(plan.lanes.map((lane) => readLane(runtime, subject, plan, lane, wanted, signal)));
}

function pageOf(plan: PagesPlan, reads: readonly LaneRead[], merge: Merged | undefined): Page<unknown> {
  const items = inOrder(plan, merge ? [merge.taken.map(({ item }) => item)] : reads.map((read) => read.items));
  const page: Page<unknown> = { items, ...cursorsAround(plan, reads, merge?.ends), ...totals(reads, merge) };
  return plan.hydration ? hydrated(page, reads) : (plan.arrange?.(page) ?? page);
}

/** What the lanes gave, one after another, in the order of the query. One lane, read forward, is not copied. */
function inOrder<T>({ direction }: PagesPlan, lanes: readonly (readonly T[])[]): readonly T[] {
  const [only = [], second] = lanes;
  const all = second === undefined ? only : lanes.flat();
  return direction === "backward" ? all.toReversed() : all;
}

function hydrated(page: Page<unknown>, reads: readonly LaneRead[]): HydratedPage<unknown> {
  const deleted = reads.flatMap((read) => read.deleted);
  return { ...page, deleted, changed: reads.reduce((sum, read) => sum + read.changed, 0) };
}

/** The cursors at both ends of a page, in the order of the query. */
function cursorsAround(
  plan: PagesPlan,
  reads: readonly LaneRead[],
  ends: readonly Position[] = reads.map(({ end }) => end),
): Pick<Page<unknown>, "cursor" | "previous"> {
  const at = (direction: Direction, positions: readonly Position[]): string =>
    plan.cursors.at({ direction, positions });
  const further = ends.every((end) => end === "end") ? undefined : at(plan.direction, ends);
  if (plan.request === "Scan") return { cursor: further, previous: undefined };
  const back = plan.direction === "forward" ? "backward" : "forward";
  // From the beginning there is nothing to go back to.
  const began = plan.cursors.start === undefined || plan.lanes.every(({ position }) => position === "start");
  const before = began ? undefined : at(back, reads.map(startOf));
  return plan.direction === "forward" ? { cursor: further, previous: before } : { cursor: before, previous: further };
}

/** Where to turn round: before the first item; without one, where the reading ended. */
function startOf({ positions, end }: LaneRead): Position {
  const [first] = positions;
  if (first !== undefined) return first;
  return turned(end);
}

/** The same place for reading the other way: what has been read to its end is read from there. */
function turned(position: Position): Position {
  return position === "end" ? "start" : position;
}

function count(reads: readonly LaneRead[], plan: PagesPlan): Count {
  const { capacity, skipped } = totals(reads);
  const { cursor } = cursorsAround(plan, reads);
  return { count: reads.reduce((sum, read) => sum + read.count, 0), cursor, capacity, skipped };
}

function totals(
  reads: readonly LaneRead[],
  merge?: Merged,
): Pick<Page<unknown>, "capacity" | "skipped" | "unreadable"> {
  // What is left for the next page is read again, and said then.
  const isOfPage = ({ positions }: LaneRead, lane: number, after: number): boolean =>
    merge === undefined || merge.counts[lane] === positions.length || after < (merge.counts[lane] ?? 0);
  return {
    capacity: reads.reduce((sum, read) => addCapacity(sum, read.capacity), none),
    skipped: reads.reduce((sum, read) => sum + read.skipped, 0),
    unreadable: reads.flatMap((read, lane) =>
      read.unreadable.filter(({ after }) => isOfPage(read, lane, after)).map(({ error }) => error),
    ),
  };
}
