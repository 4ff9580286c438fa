import { setTimeout as pause } from "node:timers/promises";
import { dynamodbTest } from "@keywright/testkit/vitest";
import { expect } from "vitest";
import { daily, Report, reportTable } from "./lock.ts";
import { sideBySide, trouble, upTo } from "./trouble.ts";

const test = dynamodbTest({ model: [reportTable], retryDelays: "none" });
const job = "sales";
const task = { job, day: "2026-05-01" };

test("one of 12 makes the report, and all have it", async ({ db }) => {
  let made = 0;
  const make = async () => {
    made++;
    await pause(20);
    return 42;
  };
  const { results } = await sideBySide(upTo(12).map(() => () => daily(db, task, make, { poll: 20 })));
  expect(results).toEqual(upTo(12).map(() => ({ ...task, total: 42, fence: 1 })));
  expect(made).toBe(1);
});

for (const seed of [1, 2, 3])
  test(`never two at a time, whatever happens to requests (seed ${seed})`, async ({ db, dynamodb }) => {
    trouble(dynamodb, seed, 0.05);
    const running = new Set<AbortSignal>();
    let atOnce = 0;
    const make = async (signal: AbortSignal) => {
      running.add(signal);
      // Who was held up for longer than the lock is told by the signal that it has it no more.
      const holders = [...running].filter(({ aborted }) => !aborted);
      atOnce = Math.max(atOnce, holders.length);
      await pause(5);
      running.delete(signal);
      return 42;
    };
    const days = upTo(6).map((n) => ({ job, day: `2026-05-0${1 + (n % 3)}` }));
    const options = { poll: 20, duration: 2000 };
    const { results } = await sideBySide(days.map((day) => () => daily(db, day, make, options)));
    dynamodb.faults.clear();
    expect(atOnce).toBe(1);
    expect(results.length).toBeGreaterThan(0);
    for (const { total } of results) expect(total).toBe(42);
  });

test("a holder that is paused loses the lock, and its report is refused when it goes on", async ({ db }) => {
  // Its time stands still: it does not renew the lease, and does not know that it is over.
  const timer = { now: () => 0, wait: () => new Promise<void>(() => {}) };
  let goOn = (_total: number): void => {};
  let isAtWork = (): void => {};
  const atWork = new Promise<void>((resolve) => {
    isAtWork = resolve;
  });
  const make = () =>
    new Promise<number>((resolve) => {
      goOn = resolve;
      isAtWork();
    });
  const paused = daily(db, task, make, { duration: 200, timer });
  await atWork;
  const report = await daily(db, task, async () => 42, { poll: 20 });
  expect(report).toEqual({ ...task, total: 42, fence: 2 });
  goOn(0);
  await expect(paused).rejects.toMatchObject({ code: "condition-failed", item: report });
  expect(await db.send(Report.get(task, { consistent: true }))).toEqual(report);
});

test("costs 3 write units and 2 read units", async ({ db, requests, engine, skip }) => {
  skip(!engine.supports("consumedCapacity"), "this engine does not count capacity as the service does");
  await daily(db, { job, day: "2026-04-30" }, async () => 1);
  requests.clear();
  await daily(db, task, async () => 42);
  expect(requests.capacity()).toEqual({ read: 2, write: 3 });
});
