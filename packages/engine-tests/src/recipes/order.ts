import {
  ConditionFailedError,
  type CreateInputOf,
  type Database,
  decrement,
  defineEntity,
  defineTable,
  gte,
  type Item,
  isoDateTime,
  transact,
} from "keywright";
import * as z from "zod";

export const shopTable = defineTable({ name: "Shop", partitionKey: { PK: "S" }, sortKey: { SK: "S" } });
export const Product = defineEntity({
  name: "Product",
  table: shopTable,
  schema: z.object({ sku: z.string(), count: z.int().min(0) }),
  key: { PK: "PRODUCT#{sku}", SK: "PRODUCT" },
});
export const Order = defineEntity({
  name: "Order",
  table: shopTable,
  schema: z.object({
    customer: z.string(),
    orderId: z.uuid(), // made where the order is made up, before it is sent for the first time
    placedAt: isoDateTime(), // so is this
    sku: z.string(),
    quantity: z.int().min(1),
  }),
  key: { PK: "CUSTOMER#{customer}", SK: "ORDER#{orderId}" },
});

/** Stores an order and takes its pieces out of stock. Gives the order as it is stored, or nothing where there are too few. */
export async function place(db: Database, order: CreateInputOf<typeof Order>): Promise<Item<typeof Order> | undefined> {
  const { orderId, placedAt, sku, quantity } = order;
  const placing = transact(
    {
      order: Order.create(order),
      stock: Product.update({ sku }, { count: decrement(quantity) }, { where: (p) => gte(p.count, quantity) }),
    },
    { token: orderId, at: placedAt },
  );
  const sent = await db.attempt(placing);
  if (sent.ok) return sent.value.order;
  if (sent.error.code !== "transaction-canceled") throw sent.error;
  const { reasons } = sent.error;
  if (reasons.order?.item) return reasons.order.item; // it was placed before
  if (ConditionFailedError.isInstance(reasons.stock?.error)) return undefined;
  throw sent.error;
}
