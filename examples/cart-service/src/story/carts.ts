import assert from "node:assert/strict";
import { VersionConflictError } from "keywright";
import { Cart } from "../model/cart.ts";
import type { Shop } from "../shop.ts";
import type { Show } from "./show.ts";

const pen = { sku: "pen", title: "Fountain pen", unitPrice: 4900, quantity: 1 };
const ink = { sku: "ink", title: "Ink, blue", unitPrice: 900, quantity: 2 };

/** A customer fills a cart and orders it. */
export async function fillACart({ carts, checkout }: Shop, show: Show): Promise<void> {
  const { id } = await show("Open a cart", () => carts.open("ada"));
  await show("Add a product", () => carts.add(id, pen));
  const both = await show("Add another", () => carts.add(id, ink));
  assert.deepEqual(both.lines, [pen, ink]);
  const more = await show("Change a quantity", () => carts.changeQuantity(id, "ink", 3));
  assert.equal(more.lines[1]?.quantity, 3);
  const less = await show("Remove a product", () => carts.remove(id, "pen"));
  assert.deepEqual([less.lines.length, less.version], [1, 5]);

  assert.deepEqual(await show("Get a cart by id", () => carts.get(id)), less);
  const ofAda = await show("Carts of a customer", () => carts.ofCustomer("ada"));
  assert.deepEqual(ofAda, [less]);

  const early = await show("Check out a cart that changed since it was seen", () =>
    errorOf(checkout(id, both.version)),
  );
  assert.ok(VersionConflictError.isInstance(early, Cart));
  assert.deepEqual(early.item, less);

  const order = await show("Check out", () => checkout(id, less.version));
  assert.deepEqual([order.cart_id, order.amount, order.status], [id, 2700, "PLACED"]);
  assert.deepEqual(await show("Check out again", () => checkout(id, less.version)), order);
  const late = await show("Add to a cart that was checked out", () => errorOf(carts.add(id, pen)));
  assert.equal(late instanceof Error && late.message, "The cart was checked out: it does not change any more.");
}

/** Two writers at once: both changes are in the cart, whoever came first. */
export async function shareACart({ carts }: Shop, show: Show): Promise<void> {
  const { id } = await carts.open("ada");
  await show("Two writers at once", () => Promise.all([carts.add(id, pen), carts.add(id, ink)]));
  const { lines, version } = await carts.get(id);
  assert.deepEqual([lines.map(({ sku }) => sku).sort(), version], [["ink", "pen"], 3]);
}

/** The error that a call must fail with; fails itself where the call succeeds. */
async function errorOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error("a call succeeded that should have failed");
}
