import { dynamodbTest } from "@keywright/testkit/vitest";
import type { Database } from "keywright";
import { expect } from "vitest";
import { Stock, stockTable, take } from "./stock.ts";
import { sideBySide, trouble, upTo } from "./trouble.ts";

const test = dynamodbTest({ model: [stockTable], retryDelays: "none" });
const sku = "pen";
const left = async (db: Database) => (await db.send(Stock.get({ sku }, { consistent: true })))?.count ?? Number.NaN;

test("of 60 buyers as many get a pen as there are", async ({ db }) => {
  await db.send(Stock.create({ sku, count: 25 }));
  const { results } = await sideBySide(upTo(60).map(() => () => take(db, sku, 1)));
  expect(results).toHaveLength(60);
  expect(results.filter(Boolean)).toHaveLength(25);
  expect(await left(db)).toBe(0);
});

const seeds = [1, 2, 3, 4];

for (const seed of seeds)
  test(`what was sold is missing, whatever happens to requests (seed ${seed})`, async ({ db, dynamodb }) => {
    await db.send(Stock.create({ sku, count: 60 }));
    trouble(dynamodb, seed);
    const quantities = upTo(60).map((n) => 1 + (n % 3));
    const { results, unknown } = await sideBySide(
      quantities.map((quantity) => async () => ((await take(db, sku, quantity)) ? quantity : 0)),
    );
    dynamodb.faults.clear();
    const sold = results.reduce<number>((sum, quantity) => sum + quantity, 0);
    const missing = 60 - (await left(db));
    expect(missing).toBeLessThanOrEqual(60);
    // What is missing beyond what was sold may have those who were told that nobody knows: 3 pieces at most each.
    expect(missing).toBeGreaterThanOrEqual(sold);
    expect(missing).toBeLessThanOrEqual(sold + 3 * unknown);
    expect(sold).toBeGreaterThan(20);
  });

test("an answer that was lost takes no second piece", async ({ db, faults }) => {
  await db.send(Stock.create({ sku, count: 1 }));
  faults.loseResponse({ on: "TransactWriteItems", times: 2 });
  expect(await take(db, sku, 1)).toBe(true);
  expect(await take(db, sku, 1)).toBe(false);
  expect(await left(db)).toBe(0);
  await expect(take(db, sku, -1)).rejects.toThrow(RangeError);
});

test("costs 2 write units", async ({ db, requests, engine, skip }) => {
  skip(!engine.supports("consumedCapacity"), "this engine does not count capacity as the service does");
  await db.send(Stock.create({ sku, count: 1 }));
  requests.clear();
  await take(db, sku, 1);
  expect(requests.capacity()).toEqual({ read: 0, write: 2 });
});
