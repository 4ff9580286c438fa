// On an engine: what is told here is what DynamoDB makes of conditions.
import { startDynamoDB, type TestDynamoDB } from "@keywright/testkit";
import { repository, VersionConflictError } from "keywright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCartService } from "../cart/cart-service.ts";
import { Cart, cartTable } from "../model/cart.ts";
import { Order, orderTable } from "../model/order.ts";
import { memoryCarts } from "../testing/memory-carts.ts";
import { createCheckout } from "./checkout.ts";

let dynamodb: TestDynamoDB;
beforeAll(async () => {
  dynamodb = await startDynamoDB({ tables: [cartTable, orderTable] });
});
afterAll(() => dynamodb?.stop());

const noon = new Date("2026-05-01T12:00:00Z");
const pen = { sku: "pen", title: "Pen", unitPrice: 250, quantity: 4 };

function shop() {
  const carts = repository(dynamodb.db, Cart);
  const orders = repository(dynamodb.db, Order);
  const clock = () => noon;
  return {
    carts,
    orders,
    clock,
    service: createCartService(carts),
    checkout: createCheckout({ carts, orders, clock }),
  };
}

test("an order has what was in the cart", async () => {
  const { service, checkout, orders } = shop();
  const { id } = await service.open("ada");
  const { version } = await service.add(id, pen);
  const order = await checkout(id, version);
  expect(order).toEqual({
    user_id: "ada",
    order_date: noon,
    cart_id: id,
    amount: 1000,
    status: "PLACED",
    lines: [pen],
  });
  expect(await orders.get(order, { consistent: true })).toEqual(order);
});

test("a cart that changed since the customer saw it is not ordered", async () => {
  const { service, checkout, orders } = shop();
  const { id, version } = await service.open("bob");
  await service.add(id, pen);
  const error: unknown = await checkout(id, version).catch((thrown: unknown) => thrown);
  expect(VersionConflictError.isInstance(error, Cart) && error.item?.lines).toEqual([pen]);
  expect((await orders.query({ user_id: "bob" }, { consistent: true })).items).toEqual([]);
});

test("an empty cart is not ordered", async () => {
  const { service, checkout } = shop();
  const { id, version } = await service.open("eve");
  await expect(checkout(id, version)).rejects.toMatchObject({ code: "empty" });
});

test("two checkouts of one cart give the one order of whoever closes it first", async () => {
  const { orders, clock } = shop();
  const carts = memoryCarts();
  const service = createCartService(carts);
  const checkout = createCheckout({ carts, orders, clock });
  const { id } = await service.open("joe");
  const { version } = await service.add(id, pen);
  let earlier: Order | undefined;
  carts.beforeUpdate = async () => {
    carts.beforeUpdate = async () => undefined;
    earlier = await checkout(id, version);
  };
  expect(await checkout(id, version)).toEqual(earlier);
  expect((await orders.query({ user_id: "joe" }, { consistent: true })).items).toEqual([earlier]);
});

test("a checkout that was cut off between its writes is finished by the next, also where two try at once", async () => {
  const { service, carts, clock, checkout, orders } = shop();
  const { id } = await service.open("dan");
  const { version } = await service.add(id, pen);
  const cutOff = createCheckout({ carts, clock, orders: { create: () => Promise.reject(new Error("cut off")) } });
  await expect(cutOff(id, version)).rejects.toThrow("cut off");

  const both = await Promise.all([checkout(id, version), checkout(id, version)]);
  const { items } = await orders.query({ user_id: "dan" }, { consistent: true });
  expect(items).toHaveLength(1);
  expect(both).toEqual([items[0], items[0]]);
});

test("two carts of one customer in the same millisecond make two orders", async () => {
  const { service, checkout, orders } = shop();
  for (let cart = 0; cart < 2; cart++) {
    const { id } = await service.open("kim");
    const { version } = await service.add(id, pen);
    const order = await checkout(id, version);
    expect(await checkout(id, version)).toEqual(order);
  }
  const { items } = await orders.query({ user_id: "kim" }, { consistent: true });
  expect(items.map(({ order_date }) => order_date.getTime() - noon.getTime())).toEqual([0, 1]);
});
