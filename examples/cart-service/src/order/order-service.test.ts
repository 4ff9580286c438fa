import { startDynamoDB, type TestDynamoDB } from "@keywright/testkit";
import { ConditionFailedError, repository } from "keywright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Order, orderTable } from "../model/order.ts";
import { createOrderService, type OrderService } from "./order-service.ts";

const cart_id = "6f1f2a51-4f0e-4c0a-9b51-0a6c3c1a7a11";
const may = (day: number) => new Date(Date.UTC(2026, 4, day));
const days = Array.from({ length: 9 }, (_, i) => i + 1);

let dynamodb: TestDynamoDB;
let service: OrderService;
beforeAll(async () => {
  dynamodb = await startDynamoDB({ tables: [orderTable] });
  const orders = repository(dynamodb.db, Order);
  service = createOrderService(orders);
  for (const day of days) {
    // Amounts whose order as text is not their order as numbers.
    await orders.create({ user_id: "ada", order_date: may(day), cart_id, amount: day * 300, lines: [] });
  }
  await orders.create({ user_id: "bob", order_date: may(2), cart_id, amount: 5000, lines: [] });
});
afterAll(() => dynamodb?.stop());

const day = ({ order_date }: { readonly order_date: Date }) => order_date.getUTCDate();

test("orders of a customer come newest first, page by page, each of them once", async () => {
  const found: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await service.ofUser("ada", { from: may(2), to: may(8) }, { limit: 3, cursor });
    expect(page.items.length).toBeLessThanOrEqual(3);
    found.push(...page.items.map(day));
    cursor = page.cursor;
  } while (cursor !== undefined);
  expect(found).toEqual([8, 7, 6, 5, 4, 3, 2]);
});

test("the latest order of a customer is the last one, and of nobody there is none", async () => {
  expect((await service.latestOf("ada"))?.order_date).toEqual(may(9));
  expect(await service.latestOf("eve")).toBeUndefined();
});

test("orders over an amount are compared as numbers, and the amount itself is not over it", async () => {
  const { items } = await service.over("ada", 900);
  expect(items.map(({ amount }) => amount)).toEqual([2700, 2400, 2100, 1800, 1500, 1200]);
});

test("orders of a status are those of all customers, the oldest first, with what the index projects", async () => {
  const { items } = await service.withStatus("PLACED", { from: may(1), to: may(3) });
  expect(items.map(({ user_id, order_date }) => `${user_id} ${day({ order_date })}`).sort()).toEqual([
    "ada 1",
    "ada 2",
    "ada 3",
    "bob 2",
  ]);
  expect(items.map(day)).toEqual([1, 2, 2, 3]);
  expect(items[0]).toEqual({ user_id: "ada", order_date: may(1), status: "PLACED", amount: 300 });
});

test("an order is shipped once, and changes its place in the index", async () => {
  const order = { user_id: "ada", order_date: may(9) };
  expect((await service.ship(order)).status).toBe("SHIPPED");
  expect((await service.withStatus("SHIPPED", { from: may(1), to: may(9) })).items.map(day)).toEqual([9]);
  const error: unknown = await service.ship(order).catch((thrown: unknown) => thrown);
  expect(ConditionFailedError.isInstance(error, Order) && error.item?.status).toBe("SHIPPED");
});
