import { expect, it } from "vitest";
import { workloadNames } from "../contenders/workload.ts";
import { measure } from "./measure.ts";
import type { Order } from "./workers.ts";

it("gives each contender its turn in each round, with calls for one sample", async () => {
  const orders: (Order & { readonly name: string })[] = [];
  const times: Readonly<Record<string, number>> = { slow: 20_000, fast: 100 };
  const sample = async (name: string, order: Order): Promise<number> => {
    orders.push({ name, ...order });
    return times[name] ?? Number.NaN;
  };
  const rounds = await measure(["slow", "fast"], sample, 0.001);
  expect(rounds.map(({ workload }) => workload).slice(0, workloadNames.length)).toEqual(workloadNames);
  for (const { microseconds } of rounds) expect([...microseconds]).toEqual(Object.entries(times));
  const measured = orders.slice(-2 * workloadNames.length);
  for (const { name, calls } of measured) expect(calls).toBe(name === "fast" ? 200 : 1);
});
