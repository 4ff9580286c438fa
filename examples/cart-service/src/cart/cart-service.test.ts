// The service alone: no engine, since it depends on an interface.
import { VersionConflictError } from "keywright";
import { expect, test } from "vitest";
import { Cart } from "../model/cart.ts";
import { memoryCarts } from "../testing/memory-carts.ts";
import { createCartService } from "./cart-service.ts";

const pen = { sku: "pen", title: "Pen", unitPrice: 250, quantity: 1 };
const ink = { sku: "ink", title: "Ink", unitPrice: 800, quantity: 1 };

test("a customer has the carts that he opened", async () => {
  const service = createCartService(memoryCarts());
  const { id } = await service.open("ada");
  await service.open("grace");
  expect((await service.ofCustomer("ada")).map((cart) => cart.id)).toEqual([id]);
});

test("what another writer did in between is kept", async () => {
  const carts = memoryCarts();
  const service = createCartService(carts);
  const { id } = await service.open("ada");
  carts.beforeUpdate = async () => {
    carts.beforeUpdate = async () => undefined;
    await createCartService(carts).add(id, ink);
  };
  expect((await service.add(id, pen)).lines).toEqual([ink, pen]);
});

test("a cart that always changes is given up on", async () => {
  const carts = memoryCarts();
  const service = createCartService(carts);
  const { id } = await service.open("ada");
  let writes = 0;
  carts.beforeUpdate = async () => {
    const again = carts.beforeUpdate;
    carts.beforeUpdate = async () => undefined;
    await carts.update({ id }, { lines: [{ ...pen, quantity: ++writes }] });
    carts.beforeUpdate = again;
  };
  const error: unknown = await service.add(id, ink).catch((thrown: unknown) => thrown);
  expect(VersionConflictError.isInstance(error, Cart)).toBe(true);
  expect(writes).toBe(5);
  expect((await service.get(id)).lines).toEqual([{ ...pen, quantity: 5 }]);
});

test("a cart that is not there, or was checked out, cannot be changed", async () => {
  const carts = memoryCarts();
  const service = createCartService(carts);
  await expect(service.add("none", pen)).rejects.toMatchObject({ code: "not-found" });
  const { id } = await service.open("ada");
  await carts.update({ id }, { checkedOutAt: new Date() });
  await expect(service.add(id, pen)).rejects.toMatchObject({ code: "checked-out" });
});
