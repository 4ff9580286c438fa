import type { Count, HydratedPage, Page } from "../operation/page.ts";
import type { Direction, Position } from "../plan/cursor.ts";
import type { PagesPlan } from "../plan/read/pages-plan.ts";
import { type LaneRead, readLane, type Wanted } from "./lane.ts";
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
  const reads = await readAll(runtime, subject, plan, "first", signal);
  if (plan.answer === "count") return count(reads, plan);
  const page = pageOf(plan, reads);
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
  const positions = inOrder(
    plan,
    reads.map((read) => read.positions),
  );
  return {
    page: pageOf(plan, reads),
    cursorAfter(i) {
      const position = positions[i];
      if (position === undefined) throw new RangeError(`the page has no item ${i}`);
      return plan.cursors.at({ direction: "forward", positions: [position] });
    },
  };
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

function pageOf(plan: PagesPlan, reads: readonly LaneRead[]): Page<unknown> {
  const items = inOrder(
    plan,
    reads.map((read) => read.items),
  );
  const page: Page<unknown> = { items, ...cursorsAround(plan, reads), ...totals(reads) };
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
function cursorsAround(plan: PagesPlan, reads: readonly LaneRead[]): Pick<Page<unknown>, "cursor" | "previous"> {
  const at = (direction: Direction, positions: readonly Position[]): string =>
    plan.cursors.at({ direction, positions });
  const done = reads.every(({ end }) => end === "end");
  const further = done
    ? undefined
    : at(
        plan.direction,
        reads.map(({ end }) => end),
      );
  if (plan.request === "Scan") return { cursor: further, previous: undefined };
  const back = plan.direction === "forward" ? "backward" : "forward";
  const [read] = reads;
  const [lane] = plan.lanes;
  // From the beginning there is nothing to go back to.
  const before =
    read && lane && plan.cursors.start && lane.position !== "start" ? at(back, [startOf(read)]) : undefined;
  return plan.direction === "forward" ? { cursor: further, previous: before } : { cursor: before, previous: further };
}

/** Where to turn round: before the first item; without one, where the reading ended. */
function startOf({ positions, end }: LaneRead): Position {
  const [first] = positions;
  if (first !== undefined) return first;
  return end === "end" ? "start" : end;
}

function count(reads: readonly LaneRead[], plan: PagesPlan): Count {
  const { capacity, skipped } = totals(reads);
  const { cursor } = cursorsAround(plan, reads);
  return { count: reads.reduce((sum, read) => sum + read.count, 0), cursor, capacity, skipped };
}

function totals(reads: readonly LaneRead[]): Pick<Page<unknown>, "capacity" | "skipped" | "unreadable"> {
  return {
    capacity: reads.reduce((sum, read) => addCapacity(sum, read.capacity), none),
    skipped: reads.reduce((sum, read) => sum + read.skipped, 0),
    unreadable: reads.flatMap((read) => read.unreadable),
  };
}
