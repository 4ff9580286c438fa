import {
  add,
  ConditionFailedError,
  type Database,
  decrement,
  defineEntity,
  defineTable,
  eq,
  gte,
  ItemExistsError,
  ItemNotFoundError,
  increment,
  LimitError,
  OutcomeUnknownError,
  repository,
  scoped,
  TransactionCanceledError,
  transact,
  transactGet,
  VersionConflictError,
} from "keywright";
import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from "vitest";
import * as z from "zod";
import { useDynamoDB } from "../test-support.ts";

const shop = defineTable({ name: "Shop", partitionKey: { PK: "S" }, sortKey: { SK: "S" } });
const stockTable = defineTable({ name: "Stock", partitionKey: { sku: "S" } });
const Order = defineEntity({
  name: "Order",
  table: shop,
  schema: z.object({
    customer: z.string(),
    orderId: z.string(),
    sku: z.string(),
    status: z.enum(["OPEN", "PAID"]).default("OPEN"),
  }),
  key: { PK: "CUSTOMER#{customer}", SK: "ORDER#{orderId}" },
  version: "version",
  timestamps: { createdAt: "createdAt" },
});
const Customer = defineEntity({
  name: "Customer",
  table: shop,
  schema: z.object({ customer: z.string(), name: z.string(), orders: z.number().default(0) }),
  key: { PK: "CUSTOMER#{customer}", SK: "CUSTOMER" },
});
const Stock = defineEntity({
  name: "Stock",
  table: stockTable,
  schema: z.object({ sku: z.string(), count: z.number(), until: z.number().optional() }),
});

const dynamodb = useDynamoDB({ tables: [shop, stockTable] });
const db = (): Database => dynamodb().db;

let customer: string;
let sku: string;
let next = 0;
beforeEach(async () => {
  next += 1;
  customer = `c${next}`;
  sku = `s${next}`;
  await db().send(Customer.create({ customer, name: "Ada" }));
  await db().send(Stock.create({ sku, count: 2 }));
  dynamodb().requests.clear();
});
afterEach(() => {
  dynamodb().faults.expectAllInjected();
  dynamodb().faults.clear();
});

const place = (orderId: string) =>
  transact({
    order: Order.create({ customer, orderId, sku }),
    stock: Stock.update({ sku }, { count: decrement(1) }, { where: (s) => gte(s.count, 1) }),
    customer: Customer.update({ customer }, { orders: increment(1) }),
  });

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.unreachable("did not fail"),
    (error: unknown) => error,
  );
}

describe("transact", () => {
  test("does all of it, of several entities and tables, and gives what was written by label", async () => {
    const placed = await db().send(place("o1"));
    expectTypeOf(placed.order.version).toEqualTypeOf<number>();
    expectTypeOf(placed.stock).toEqualTypeOf<undefined>();
    expect(placed.order).toMatchObject({ customer, orderId: "o1", status: "OPEN", version: 1 });
    expect(placed.stock).toBeUndefined();
    expect(await repository(db(), Stock).get({ sku })).toMatchObject({ count: 1 });
    expect(await repository(db(), Customer).get({ customer })).toMatchObject({ orders: 1 });
    // What it gave is as good as what is read: the next write can expect it.
    const paid = await repository(db(), Order).update(placed.order, { status: "PAID" }, { expected: placed.order });
    expect(paid.version).toBe(2);
  });

  test("gives results by position, and takes every kind of write", async () => {
    const order = await db().send(Order.create({ customer, orderId: "o1", sku }));
    const [put, upserted, moved, checked, deleted] = await db()
      .send(
        transact([
          Order.put({ ...order, status: "PAID" }),
          Customer.upsert({ customer, name: "Bob" }),
          Stock.move({ sku, count: 2 }, { sku: `${sku}-new` }),
          Stock.check({ sku: `${sku}-other` }, { where: () => undefined }),
          Stock.delete({ sku: `${sku}-none` }, { mustExist: false, where: (s) => eq(s.count, 1) }),
        ]),
      )
      .catch(async (error: unknown) => {
        // The checked item is not there yet: the first try shows that nothing was done.
        if (!TransactionCanceledError.isInstance(error)) throw error;
        expect(error.failed).toMatchObject([{ operation: "3", code: "ConditionalCheckFailed" }]);
        expect(await repository(db(), Order).get(order)).toMatchObject({ version: 1 });
        await db().send(Stock.create({ sku: `${sku}-other`, count: 0 }));
        return db().send(
          transact([
            Order.put({ ...order, status: "PAID" }, { expected: order }),
            Customer.upsert({ customer, name: "Bob" }),
            Stock.move({ sku, count: 2 }, { sku: `${sku}-new` }),
            Stock.check({ sku: `${sku}-other` }, { where: (s) => eq(s.count, 0) }),
            Stock.delete({ sku: `${sku}-none` }, { mustExist: false, where: (s) => eq(s.count, 1) }),
          ]),
        );
      });
    expect(put).toMatchObject({ status: "PAID", version: 2 });
    expect(moved).toMatchObject({ sku: `${sku}-new`, count: 2 });
    expect([upserted, checked, deleted]).toEqual([undefined, undefined, undefined]);
    expect(await repository(db(), Customer).get({ customer })).toMatchObject({ name: "Bob", orders: 0 });
    expect(await repository(db(), Stock).get({ sku })).toBeUndefined();
  });

  test("gives the reason of each operation, with its error and what is stored", async () => {
    await db().send(place("o1"));
    await db().send(place("o2"));
    const order = await repository(db(), Order).get({ customer, orderId: "o1" });
    if (order === undefined) throw new Error("no order");
    await repository(db(), Order).update(order, { status: "PAID" });
    const result = await db().attempt(
      transact({
        again: Order.create({ customer, orderId: "o2", sku }),
        stock: Stock.update({ sku }, { count: decrement(1) }, { where: (s) => gte(s.count, 1) }),
        missing: Stock.update({ sku: "none" }, { count: 1 }),
        stale: Order.update(order, { status: "OPEN" }, { expected: order }),
        fine: Customer.update({ customer }, { name: "x" }),
      }),
    );
    if (result.ok || result.error.code !== "transaction-canceled") throw new Error("was not canceled");
    const { reasons } = result.error;
    expect(reasons).toMatchObject({
      again: { operation: "again", code: "ConditionalCheckFailed", item: { orderId: "o2", version: 1 } },
      stock: { item: { sku, count: 0 } },
      missing: { operation: "missing" },
      stale: { item: { version: 2, status: "PAID" } },
      fine: undefined,
    });
    const { again, stock, missing, stale } = reasons;
    expect(ItemExistsError.isInstance(again?.error, Order)).toBe(true);
    expect(ConditionFailedError.isInstance(stock?.error)).toBe(true);
    expect(ItemNotFoundError.isInstance(missing?.error)).toBe(true);
    expect(VersionConflictError.isInstance(stale?.error) && stale.error).toMatchObject({ expected: 1, actual: 2 });
    expect(result.error.retryable).toBe(false);
    expect(result.error.message).toMatch(/stale: Order: update expected version 1 and found version 2/);
    expect(await repository(db(), Customer).get({ customer })).toMatchObject({ name: "Ada" });
  });

  test("types its reasons by the operations", () => {
    const operation = place("o1");
    type Errors = NonNullable<(typeof operation)["~errors"]>;
    type Canceled = Extract<Errors, { readonly code: "transaction-canceled" }>;
    type Item = NonNullable<NonNullable<Canceled["reasons"]["order"]>["item"]>;
    expectTypeOf<Item["version"]>().toEqualTypeOf<number>();
    // @ts-expect-error it has no such operation
    expectTypeOf<Canceled["reasons"]["other"]>();
  });

  test("is tried again where all that stood in its way passes, as the same transaction", async () => {
    dynamodb().faults.conflict({ on: "TransactWriteItems", times: 2 });
    dynamodb().faults.throttle({ on: "TransactWriteItems" });
    await db().send(place("o1"));
    const tokens = dynamodb().requests.all.map(({ input }) => input.ClientRequestToken);
    expect(new Set(tokens).size).toBe(1);
    expect(await repository(db(), Stock).get({ sku })).toMatchObject({ count: 1 });
  });

  test("is done once, also where answers are lost", async () => {
    dynamodb().faults.loseResponse({ on: "TransactWriteItems", times: 2 });
    await db().send(place("o1"));
    expect(await repository(db(), Stock).get({ sku })).toMatchObject({ count: 1 });
    dynamodb().faults.loseResponse({ on: "TransactWriteItems", times: 100 });
    const error = await failureOf(db().send(place("o2")));
    expect(error).toMatchObject({ name: "OutcomeUnknownError", subject: "Order+Stock+Customer.transact" });
    expect(OutcomeUnknownError.isInstance(error)).toBe(true);
    dynamodb().faults.clear();
    expect(await repository(db(), Stock).get({ sku })).toMatchObject({ count: 0 });
  });

  test("is unknown where its answer was lost and it was then only kept waiting", async () => {
    dynamodb().faults.loseResponse({ on: "TransactWriteItems" });
    dynamodb().faults.conflict({ on: "TransactWriteItems", times: 100 });
    const error = await failureOf(db().send(place("o1")));
    dynamodb().faults.clear();
    expect(OutcomeUnknownError.isInstance(error) && error.cause).toMatchObject({ code: "transaction-canceled" });
    expect(await repository(db(), Stock).get({ sku })).toMatchObject({ count: 1 });
    dynamodb().faults.loseResponse({ on: "TransactWriteItems" });
    dynamodb().faults.conflict({ on: "TransactWriteItems", times: 100 });
    const alone = Stock.update({ sku }, { count: add(-1) }, { exactlyOnce: true, returning: "none" });
    expect(OutcomeUnknownError.isInstance(await failureOf(db().send(alone)))).toBe(true);
    dynamodb().faults.clear();
    expect(await repository(db(), Stock).get({ sku })).toMatchObject({ count: 0 });
  });

  test("with a token is the same request each time, and done once", async () => {
    const token = { token: `order-${sku}`, at: new Date("2026-05-01T00:00:00Z") };
    const operation = () =>
      transact(
        [Order.create({ customer, orderId: "o1", sku }), Stock.update({ sku }, { count: add(-1) })] as const,
        token,
      );
    expect(operation().toRequest()).toEqual(operation().toRequest());
    const [first] = await db().send(operation());
    const [second] = await db().send(operation());
    expect(second).toEqual(first);
    expect(first.createdAt).toEqual(token.at);
    expect(await repository(db(), Stock).get({ sku })).toMatchObject({ count: 1 });
    expect(() => transact([Stock.delete({ sku })], { token: "", at: token.at }).toRequest()).toThrow(/1 to 36/);
    expect(() => transact([Stock.delete({ sku })], { token: "x", at: undefined as never }).toRequest()).toThrow(/Date/);
  });

  test("refuses before anything is sent what DynamoDB would", async () => {
    const same = transact([
      Stock.update({ sku }, { count: 1 }),
      Order.create({ customer, orderId: "o", sku }),
      Stock.check({ sku }),
    ]);
    expect(() => same.toRequest()).toThrow(/0 and 2 are about the same item/);
    expect(() => transact([])).toThrow(/nothing in it/);
    expect(() => transact([Stock.get({ sku }) as never])).toThrow(/0 is a get/);
    const old = Stock.update({ sku }, { count: 1 }, { returning: "old" });
    expect(() => transact({ old }).toRequest()).toThrow(/gives back nothing that was stored/);
    const many = Array.from({ length: 101 }, (_, i) => Stock.delete({ sku: `x${i}` }));
    const error = await failureOf(db().send(transact(many)));
    expect(LimitError.isInstance(error) && error.limit).toBe("transaction-actions");
    expect(dynamodb().requests.all).toEqual([]);
  });

  test("replaces an expired item by upsert, as upsert alone does", async () => {
    const table = defineTable({ name: "Leases", partitionKey: { id: "S" }, timeToLive: "until" });
    const Lease = defineEntity({
      name: "Lease",
      table,
      schema: z.object({ id: z.string(), until: z.number(), n: z.number().default(0) }),
    });
    await dynamodb().createTables(table);
    await db().send(Lease.create({ id: "a", until: 1000, n: 7 }));
    const until = Math.floor(Date.now() / 1000) + 3600;
    await db().send(transact([Lease.upsert({ id: "a", until }), Stock.update({ sku }, { count: 9 })]));
    expect(await repository(db(), Lease).get({ id: "a" })).toEqual({ id: "a", until, n: 0 });
    expect(await repository(db(), Stock).get({ sku })).toMatchObject({ count: 9 });
  });

  test("says what it costs", () => {
    const { capacity, requests, summary } = place("o1").explain({ itemSize: 100 });
    expect(requests.map(({ request }) => request)).toEqual(["TransactWriteItems"]);
    expect(capacity).toMatchObject({ write: 6, table: 6 });
    expect(summary).toContain("Order+Stock+Customer.transact: TransactWriteItems on Shop, Stock");
  });

  test("keeps to a scope", async () => {
    const mine = scoped(db(), { customer });
    await mine.send(transact([Customer.update({ customer }, { name: "Eve" })]));
    const other = transact([Customer.update({ customer: "other" }, { name: "Eve" })]);
    await expect(mine.send(other)).rejects.toMatchObject({ name: "ScopeError" });
  });
});

describe("transactGet", () => {
  test("reads items of several tables at one moment, listed or labelled", async () => {
    await db().send(place("o1"));
    const [order, stock, none] = await db().send(
      transactGet([
        Order.get({ customer, orderId: "o1" }),
        Stock.get({ sku }, { select: ["count"] }),
        Stock.get({ sku: "none" }),
      ]),
    );
    expectTypeOf(stock?.count).toEqualTypeOf<number | undefined>();
    expect(order).toMatchObject({ orderId: "o1", version: 1 });
    expect(stock).toEqual({ count: 1 });
    expect(none).toBeUndefined();
    const labelled = await db().send(transactGet({ who: Customer.get({ customer }) }));
    expect(labelled.who).toMatchObject({ name: "Ada" });
    // It serves as what a write expects.
    await db().send(
      Order.update({ customer, orderId: "o1" }, { status: "PAID" }, { expected: order as NonNullable<typeof order> }),
    );
  });

  test("is tried again after a conflict, and refuses an item twice", async () => {
    dynamodb().faults.conflict({ on: "TransactGetItems" });
    expect(await db().send(transactGet([Stock.get({ sku })]))).toMatchObject([{ count: 2 }]);
    expect(() => transactGet([Stock.get({ sku }), Stock.get({ sku })]).toRequest()).toThrow(/about the same item/);
    expect(transactGet([Stock.get({ sku })]).explain().capacity).toMatchObject({ read: 2 });
  });
});
