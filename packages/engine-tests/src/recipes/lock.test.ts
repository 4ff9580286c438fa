import { setTimeout as pause } from "node:timers/promises";
import { dynamodbTest } from "@keywright/testkit/vitest";
import { acquireLease, ConditionFailedError } from "keywright";
import { expect } from "vitest";
import { daily, Lock, Report, reportTable } from "./lock.ts";
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
    let running = 0;
    let atOnce = 0;
    const make = async () => {
      atOnce = Math.max(atOnce, ++running);
      await pause(5);
      running--;
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

test("a holder that is gone is waited for, and one that comes back is refused", async ({ db }) => {
  const paused = await acquireLease(db, Lock, { job }, { duration: 200 });
  const report = await daily(db, task, async () => 42, { poll: 20 });
  expect(report).toMatchObject({ total: 42, fence: 2 });
  // It does not know yet, and writes what it had made.
  const late = Report.put({ ...task, total: 0, fence: paused.token }, { where: (r) => paused.fence(r.fence) });
  const sent = await db.attempt(late);
  expect(!sent.ok && ConditionFailedError.isInstance(sent.error)).toBe(true);
  expect(await db.send(Report.get(task, { consistent: true }))).toEqual(report);
});

test("costs 3 write units and 2 read units", async ({ db, requests, engine, skip }) => {
  skip(!engine.supports("consumedCapacity"), "this engine does not count capacity as the service does");
  await daily(db, { job, day: "2026-04-30" }, async () => 1);
  requests.clear();
  await daily(db, task, async () => 42);
  expect(requests.capacity()).toEqual({ read: 2, write: 3 });
});
