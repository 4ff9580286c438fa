import type { ContenderKind } from "../contenders/contenders.ts";
import { userId } from "../contenders/workload.ts";
import { collect } from "../statistics/collect.ts";
import { largePartition } from "./stub.ts";

const turns = 2;

/**
 * The most heap that a stream of many items keeps, by that of a stream of few; once for each turn. Contenders without a
 * stream are left out.
 */
export async function heapsOf(
  kinds: ReadonlyMap<string, ContenderKind>,
  few: number,
  many: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const found = new Map<string, readonly number[]>();
  for (const [name, kind] of kinds) {
    if (kind.make(largePartition(kind, few)).stream === undefined) continue;
    const sample: number[] = [];
    for (let turn = 0; turn < turns; turn++) sample.push((await peak(kind, many)) / (await peak(kind, few)));
    found.set(name, sample);
  }
  return found;
}

/** The most bytes of heap in use while a partition is streamed, garbage collected at each look. */
async function peak(kind: ContenderKind, items: number): Promise<number> {
  const { stream } = kind.make(largePartition(kind, items));
  if (stream === undefined) throw new TypeError("This contender has no stream");
  const every = items / 10;
  let seen = 0;
  let most = 0;
  for await (const _ of stream(userId)) {
    if (++seen % every !== 0) continue;
    collect();
    most = Math.max(most, process.memoryUsage().heapUsed);
  }
  if (seen !== items) throw new Error(`${seen} of ${items} items were streamed`);
  return most;
}
