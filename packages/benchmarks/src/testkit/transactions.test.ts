import { expect, test } from "vitest";
import type { Contender } from "./contender.ts";
import { withDynalite } from "./with-dynalite.ts";
import { withTestkit } from "./with-testkit.ts";
import { isolatedTest, putAndGet, transact } from "./work.ts";

// What the figures leave out for a contender must really be what it cannot do.
test.each<[string, Contender]>([
  ["dynalite", withDynalite("none")],
  ["the test kit", withTestkit("dynoxide")],
])("%s does the work that is measured, and transactions where it says so", async (_name, { start, transactions }) => {
  const stage = await start();
  try {
    // Twice: the second test finds nothing of the first.
    for (let i = 0; i < 2; i++) await isolatedTest(stage, putAndGet);
    const outcome = await isolatedTest(stage, transact).then(
      () => "done",
      (error: unknown) => (error instanceof Error ? error.name : "failed"),
    );
    expect(outcome).toBe(transactions ? "done" : "UnknownOperationException");
  } finally {
    await stage.stop();
  }
});
