import { randomUUID } from "node:crypto";
import { dynamodbTest } from "@keywright/testkit/vitest";
import { type Database, decrement, transact } from "keywright";
import { expect } from "vitest";
import { Order, Product, place, shopTable } from "./order.ts";
import { sideBySide, trouble, upTo } from "./trouble.ts";

const test = dynamodbTest({ model: [shopTable], retryDelays: "none" });

const [customer, sku] = ["ada", "pen"];
const placedAt = new Date("2026-05-01T12:00:00Z");
const newOrder = (quantity: number) => ({ customer, orderId: randomUUID(), placedAt, sku, quantity });

/** What is stored, and that orders and stock agree. */
async function ordersOf(db: Database, countAtFirst: number): Promise<readonly string[]> {
  const { items } = await db.send(Order.query({ customer }, { consistent: true }));
  const product = await db.send(Product.get({ sku }, { consistent: true }));
  const count = product?.count ?? Number.NaN;
  expect(count).toBeGreaterThanOrEqual(0);
  expect(count + items.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(countAtFirst);
  return items.map(({ orderId }) => orderId).toSorted();
}

test("as many orders are placed as there are pieces for", async ({ db }) => {
  await db.send(Product.create({ sku, count: 20 }));
  const { results } = await sideBySide(upTo(50).map(() => () => place(db, newOrder(1))));
  expect(results).toHaveLength(50);
  const placed = results.flatMap((order) => order?.orderId ?? []);
  expect(await ordersOf(db, 20)).toEqual(placed.toSorted());
  expect(placed).toHaveLength(20);
});

const seeds = [1, 2, 3, 4];

for (const seed of seeds)
  test(`each order has its pieces once, though clients repeat it (seed ${seed})`, async ({ db, dynamodb }) => {
    await db.send(Product.create({ sku, count: 40 }));
    trouble(dynamodb, seed);
    const wanted = upTo(25).map((n) => newOrder(1 + (n % 3)));
    // Each is sent by two clients at once.
    const { results, unknown } = await sideBySide([...wanted, ...wanted].map((order) => () => place(db, order)));
    dynamodb.faults.clear();
    const placed = new Set(results.flatMap((order) => order?.orderId ?? []));
    const ids = await ordersOf(db, 40);
    expect(ids).toEqual(expect.arrayContaining([...placed]));
    expect(ids.length - placed.size).toBeLessThanOrEqual(unknown);
    expect(placed.size).toBeGreaterThan(10);
    // Who does not know asks again, and knows.
    const known = [];
    for (const order of wanted) known.push((await place(db, order))?.orderId ?? []);
    expect(known.flat().toSorted()).toEqual(await ordersOf(db, 40));
  });

test("repeated after the minutes of its token it is the same order", async ({ db }) => {
  await db.send(Product.create({ sku, count: 2 }));
  const order = newOrder(1);
  // What was carried out under a token that DynamoDB has forgotten looks like what was under another one.
  await db.send(transact([Order.create(order), Product.update({ sku }, { count: decrement(1) })]));
  expect(await place(db, order)).toEqual(order);
  expect(await ordersOf(db, 2)).toEqual([order.orderId]);
});

test("refuses another order under the same id", async ({ db }) => {
  await db.send(Product.create({ sku, count: 3 }));
  const order = newOrder(1);
  expect(await place(db, order)).toEqual(order);
  await expect(place(db, { ...order, quantity: 2 })).rejects.toMatchObject({
    name: "IdempotentParameterMismatchException",
  });
});

test("costs 4 write units", async ({ db, requests, engine, skip }) => {
  skip(!engine.supports("consumedCapacity"), "this engine does not count capacity as the service does");
  await db.send(Product.create({ sku, count: 1 }));
  requests.clear();
  await place(db, newOrder(1));
  expect(requests.capacity()).toEqual({ read: 0, write: 4 });
});
