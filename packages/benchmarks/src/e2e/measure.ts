import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createTable } from "@keywright/tables";
import { baseline, type ContenderKind } from "../contenders/contenders.ts";
import { taskTable } from "../contenders/keywright-model.ts";
import type { Store } from "../contenders/store.ts";
import { type Contender, tasks, type WorkloadName, workloads } from "../contenders/workload.ts";
import { type Figure, ratios } from "../report/figure.ts";
import { shuffled } from "../statistics/shuffled.ts";
import { callsAtATime } from "./calls.ts";

const concurrencies = [1, 16, 64] as const;
/** What is called in turn, and how often at least. */
const mixes: Readonly<Record<string, { readonly calls: number; readonly of: readonly WorkloadName[] }>> = {
  "single items": { calls: 96, of: ["get", "put", "update"] },
  "queries of 100": { calls: 24, of: ["query of 100"] },
};

/** Time by the clock of work on the engine that `config` leads to, by that of the DocumentClient. */
export async function measureOnEngine(
  kinds: ReadonlyMap<string, ContenderKind>,
  config: Store["config"],
  seconds: number,
): Promise<readonly Figure[]> {
  const contenders = await contendersOn(config, kinds);
  const figures: Figure[] = [];
  for (const [mix, { calls, of }] of Object.entries(mixes)) {
    // Dynamoose decodes pages in the time of all others together many times over, and says nothing new here.
    const quick = new Map([...contenders].filter(([name]) => name !== "Dynamoose" || !of.includes("query of 100")));
    for (const concurrency of concurrencies) {
      const found = await roundsOf(quick, seconds / 6, (contender) =>
        callsAtATime(concurrency, Math.max(calls, concurrency), (i) => {
          const workload = of[i % of.length] as WorkloadName;
          return workloads[workload](contender, i);
        }),
      );
      figures.push(...ratios("e2e", `${mix}, ${concurrency} at a time`, baseline, found));
    }
  }
  return figures;
}

async function roundsOf(
  contenders: ReadonlyMap<string, Contender>,
  seconds: number,
  work: (contender: Contender) => Promise<void>,
): Promise<readonly ReadonlyMap<string, number>[]> {
  const rounds: ReadonlyMap<string, number>[] = [];
  const end = performance.now() + seconds * 1000;
  // The first round is not counted, and some are there however slow the machine is.
  for (let round = -1; round < 3 || performance.now() < end; round++) {
    const times = new Map<string, number>();
    for (const [name, contender] of shuffled(contenders)) {
      const start = performance.now();
      await work(contender);
      times.set(name, performance.now() - start);
    }
    if (round >= 0) rounds.push(new Map([...contenders.keys()].map((name) => [name, times.get(name) ?? Number.NaN])));
  }
  return rounds;
}

/** Each with a table of its own, filled by itself: libraries keep attributes of their own. */
async function contendersOn(
  config: Store["config"],
  kinds: ReadonlyMap<string, ContenderKind>,
): Promise<ReadonlyMap<string, Contender>> {
  const contenders = new Map<string, Contender>();
  for (const [name, kind] of kinds) {
    const tableName = `Bench-${contenders.size}`;
    const client = new DynamoDBClient(config);
    await createTable(client, taskTable, { name: tableName });
    const store: Store = { tableName, config, client };
    const contender = kind.make(store);
    for (let i = 0; i < tasks.length; i += 25) await contender.batchWrite(tasks.slice(i, i + 25));
    contenders.set(name, contender);
  }
  return contenders;
}
