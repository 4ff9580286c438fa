// One contender in a process of its own: its code, heap and garbage are no other's.
import { contenderKinds } from "../contenders/contenders.ts";
import { preparedAnswers, stubbedStore } from "../contenders/stub.ts";
import { workloads } from "../contenders/workload.ts";
import { collect } from "../statistics/collect.ts";
import type { Order } from "./workers.ts";

const name = process.argv[2] as keyof typeof contenderKinds;
const kind = contenderKinds[name];
const contender = kind.make(stubbedStore(preparedAnswers(kind)));

process.on("message", async ({ workload, calls }: Order) => {
  const work = workloads[workload];
  // Others had the processor until now: the first calls bring code and data back into its caches.
  for (let i = 0; i < calls / 4; i++) await work(contender, i);
  collect({ type: "minor" });
  const before = process.cpuUsage();
  for (let i = 0; i < calls; i++) await work(contender, i);
  const { user, system } = process.cpuUsage(before);
  process.send?.((user + system) / calls);
});
