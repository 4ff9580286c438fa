import assert from "node:assert/strict";
import type { Shop } from "../shop.ts";
import type { Show } from "./show.ts";

const may = (day: number) => new Date(Date.UTC(2026, 4, day));
const dates = (orders: readonly { readonly order_date: Date }[]) =>
  orders.map(({ order_date }) => order_date.getUTCDate());

/** Two customers order something on each of the first days of May: the later, the dearer. */
export async function placeOrders({ carts, checkout }: Shop, at: (now: Date) => void): Promise<void> {
  for (let day = 1; day <= 6; day++) {
    at(may(day));
    for (const customer of ["grace", "linus"]) {
      const { id } = await carts.open(customer);
      const { version } = await carts.add(id, { sku: "ink", title: "Ink", unitPrice: 900, quantity: day });
      await checkout(id, version);
    }
  }
}

/** Looks orders up by each of their keys. */
export async function lookOrdersUp({ orders }: Shop, show: Show): Promise<void> {
  const period = { from: may(2), to: may(5) };
  const first = await show("Orders of a customer in a period, newest first", () =>
    orders.ofUser("grace", period, { limit: 3 }),
  );
  assert.deepEqual(dates(first.items), [5, 4, 3]);
  const second = await show("The next page", () => orders.ofUser("grace", period, { limit: 3, cursor: first.cursor }));
  assert.deepEqual([dates(second.items), second.cursor], [[2], undefined]);

  const latest = await show("The latest order of a customer", () => orders.latestOf("grace"));
  assert.deepEqual(latest?.order_date, may(6));

  const dear = await show("Orders of a customer over an amount", () => orders.over("grace", 3600));
  assert.deepEqual(
    dear.items.map(({ amount }) => amount),
    [5400, 4500],
  );

  const shipped = await show("Ship an order", () => orders.ship({ user_id: "grace", order_date: may(3) }));
  assert.equal(shipped.status, "SHIPPED");
  const placed = await show("Orders of a status in a period", () => orders.withStatus("PLACED", period));
  assert.deepEqual(dates(placed.items), [2, 2, 3, 4, 4, 5, 5]);
}
