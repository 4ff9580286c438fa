import type { WireItem } from "@keywright/schema";
import type { Position } from "../plan/cursor.ts";
import type { LaneRead } from "./lane.ts";

/** One item of a merged page: which of which lane. */
interface Taken {
  readonly lane: number;
  readonly item: unknown;
  readonly position: WireItem;
}

/** What lanes of one order gave, as one page of that order. */
export interface Merged {
  readonly taken: readonly Taken[];
  /** How many items of each lane were taken. */
  readonly counts: readonly number[];
  /** Where each lane goes on: after the last of its items that was taken. */
  readonly ends: readonly Position[];
}

/**
 * Merges lanes that are each in order. The page ends at the limit, and before the first item that a lane which was not read to
 * its end may have: the rest is left to be read again.
 *
 * @param compare the order in which the lanes were read
 * @param starts where the reading of each lane began
 */
export function mergeLanes(
  reads: readonly LaneRead[],
  starts: readonly Position[],
  compare: (a: WireItem, b: WireItem) => number,
  limit: number | undefined,
): Merged {
  const bound = earliestEnd(reads, compare);
  const counts = reads.map(() => 0);
  const taken: Taken[] = [];
  while (limit === undefined || taken.length < limit) {
    const lane = nextLane(reads, counts, compare);
    const at = counts[lane] ?? 0;
    const position = reads[lane]?.positions[at];
    if (position === undefined || (bound !== undefined && compare(position, bound) > 0)) break;
    taken.push({ lane, item: reads[lane]?.items[at], position });
    counts[lane] = at + 1;
  }
  const ends = reads.map(({ positions, end }, lane): Position => {
    const count = counts[lane] ?? 0;
    return count === positions.length ? end : (positions[count - 1] ?? starts[lane] ?? "start");
  });
  return { taken, counts, ends };
}

/** The first position behind which a lane has not been read. */
function earliestEnd(reads: readonly LaneRead[], compare: (a: WireItem, b: WireItem) => number): WireItem | undefined {
  let bound: WireItem | undefined;
  for (const { end } of reads) {
    if (typeof end === "string") continue;
    if (bound === undefined || compare(end, bound) < 0) bound = end;
  }
  return bound;
}

/** The lane whose next item comes first; of equal ones the first lane; -1 where none has one. */
function nextLane(
  reads: readonly LaneRead[],
  counts: readonly number[],
  compare: (a: WireItem, b: WireItem) => number,
): number {
  let found = -1;
  let first: WireItem | undefined;
  for (const [lane, { positions }] of reads.entries()) {
    const position = positions[counts[lane] ?? 0];
    if (position === undefined || (first !== undefined && compare(position, first) >= 0)) continue;
    found = lane;
    first = position;
  }
  return found;
}
