import { expireNow } from "@keywright/testkit";
import { dynamodbTest } from "@keywright/testkit/vitest";
import { expect } from "vitest";
import { storedItems } from "../test-support.ts";
import { allow, limitTable, Window } from "./limiter.ts";
import { sideBySide, trouble, upTo } from "./trouble.ts";

const test = dynamodbTest({ model: [limitTable], retryDelays: "none" });
const caller = "ada";
const limit = { calls: 20, seconds: 60 };
// Far from over: DynamoDB Local deletes expired items by the time of the machine.
const noon = "2040-05-01T12:00:00Z";

test("allows 20 of 40 calls in one window, and 20 in the next", async ({ db, clock }) => {
  clock.freeze(noon);
  for (const _ of upTo(2)) {
    const { results } = await sideBySide(upTo(40).map(() => () => allow(db, caller, limit, clock.now())));
    expect(results).toHaveLength(40);
    expect(results.filter(Boolean)).toHaveLength(20);
    clock.advance({ seconds: 60 });
  }
});

const seeds = [1, 2, 3, 4];

for (const seed of seeds)
  test(`never allows more, whatever happens to requests (seed ${seed})`, async ({ db, clock, dynamodb }) => {
    clock.freeze(noon);
    dynamodb.faults.loseResponse({ on: "UpdateItem", after: 15, times: 3 });
    trouble(dynamodb, seed);
    const { results } = await sideBySide(upTo(50).map(() => () => allow(db, caller, limit, clock.now())));
    dynamodb.faults.clear();
    const allowed = results.filter(Boolean).length;
    const { items } = await db.send(Window.query({ caller }, { consistent: true }));
    expect(items).toHaveLength(1);
    expect(items[0]?.count).toBeLessThanOrEqual(20);
    expect(allowed).toBeLessThanOrEqual(items[0]?.count ?? 0);
    expect(allowed).toBeGreaterThan(5);
  });

test("a call that may have been counted is not allowed", async ({ db, clock, faults }) => {
  await allow(db, caller, limit, clock.now());
  faults.loseResponse({ on: "UpdateItem" });
  expect(await allow(db, caller, limit, clock.now())).toBe(false);
});

test("leaves nothing behind when its windows are over", async ({ db, clock, dynamodb }) => {
  clock.freeze(noon);
  await allow(db, caller, limit, clock.now());
  clock.advance({ minutes: 60 });
  expect(await expireNow(dynamodb, Window)).toHaveLength(0);
  clock.advance({ minutes: 2 });
  expect(await expireNow(dynamodb, Window)).toHaveLength(1);
  expect(await storedItems(dynamodb, limitTable)).toEqual([]);
});

test("costs 1 write unit, or 3 for the first call of a window", async ({ db, clock, requests }) => {
  clock.freeze(noon); // in one window
  const costs = [];
  for (const _ of upTo(3)) {
    const since = requests.since();
    await allow(db, caller, { calls: 2, seconds: 60 }, clock.now());
    costs.push(since.counts());
  }
  expect(costs).toEqual([{ update: 3 }, { update: 1 }, { update: 1 }]);
});
