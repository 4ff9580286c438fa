import { strictEqual } from "node:assert/strict";
import { baseline, type ContenderKind } from "../contenders/contenders.ts";
import { userId } from "../contenders/workload.ts";
import { type Figure, ratios, sampled } from "../report/figure.ts";
import { collect } from "../statistics/collect.ts";
import { shuffled } from "../statistics/shuffled.ts";
import { heapsOf } from "./heap.ts";
import { largePartition } from "./stub.ts";

/** Small queries that are measured together: one alone is shorter than the clock is fine. */
const times = 20;
const sizes = { small: 1000, middle: 10_000, large: 100_000 } as const;

/** CPU time of queries of whole partitions by the DocumentClient's, its growth with the number of items, and the heap of a stream. */
export async function measurePartitions(
  kinds: ReadonlyMap<string, ContenderKind>,
  rounds: number,
): Promise<readonly Figure[]> {
  // Dynamoose takes the time of all others together many times over, and says nothing new here.
  const quick = new Map([...kinds].filter(([name]) => name !== "Dynamoose"));
  const middle = await roundsOf(quick, rounds, sizes.middle);
  const figures = [...ratios("scale", "query all of 10,000", baseline, middle)];
  const grown = new Map([...kinds].filter(([name]) => name === baseline || name.startsWith("Keywright")));
  const growth = new Map<string, number[]>([...grown.keys()].map((name) => [name, []]));
  for (let round = 0; round < Math.max(3, Math.ceil(rounds / 3)); round++) {
    for (const [name, kind] of shuffled(grown)) {
      const small = (await timeOf(kind, sizes.small, times)) / times / sizes.small;
      const large = (await timeOf(kind, sizes.large, 1)) / sizes.large;
      growth.get(name)?.push(large / small);
    }
  }
  for (const [contender, sample] of growth) {
    figures.push(sampled({ part: "scale", subject: "growth from 1,000 to 100,000", contender, unit: "ratio" }, sample));
  }
  for (const [contender, sample] of await heapsOf(grown, sizes.middle, sizes.large)) {
    const subject = "heap, 100,000 streamed by 10,000";
    figures.push(sampled({ part: "scale", subject, contender, unit: "ratio" }, sample));
  }
  return figures;
}

async function roundsOf(
  kinds: ReadonlyMap<string, ContenderKind>,
  count: number,
  items: number,
): Promise<readonly ReadonlyMap<string, number>[]> {
  const rounds: ReadonlyMap<string, number>[] = [];
  for (let round = -1; round < count; round++) {
    const times = new Map<string, number>();
    for (const [name, kind] of shuffled(kinds)) times.set(name, await timeOf(kind, items, 1));
    if (round >= 0) rounds.push(new Map([...kinds.keys()].map((name) => [name, times.get(name) ?? Number.NaN])));
  }
  return rounds;
}

/** CPU microseconds of queries of all items. */
async function timeOf(kind: ContenderKind, items: number, times: number): Promise<number> {
  const contender = kind.make(largePartition(kind, items));
  collect();
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) strictEqual((await contender.queryAll(userId)).length, items);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
