import { expect, it } from "vitest";
import { type Order, withWorkers } from "./workers.ts";

const order: Order = { workload: "get", calls: 2 };

it("asks processes for the CPU time of their contenders", async () => {
  const names = ["DocumentClient", "Keywright, direct"];
  const times = await withWorkers(names, (sample) => Promise.all(names.map((name) => sample(name, order))));
  expect(times).toHaveLength(2);
  for (const time of times) expect(time).toBeGreaterThan(0);
});

it("tells of a process that cannot run, and knows whom it started", async () => {
  await expect(withWorkers(["x"], (sample) => sample("x", order), ["--eval", "0"])).rejects.toThrow("of x ended");
  await expect(withWorkers([], (sample) => sample("other", order))).rejects.toThrow("no worker for other");
});
