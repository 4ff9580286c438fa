import { defineEntity, defineTable, type Item, isoDateTime } from "keywright";
import * as z from "zod";

export const orderTable = defineTable({
  name: "Orders",
  partitionKey: { user_id: "S" },
  sortKey: { order_date: "S" },
  indexes: {
    idx_local_amount: { type: "local", sortKey: { amount: "N" }, projection: "ALL" },
    idx_global_status: {
      type: "global",
      partitionKey: { status: "S" },
      sortKey: { order_date: "S" },
      projection: ["amount"],
    },
  },
});

export const Order = defineEntity({
  name: "Order",
  table: orderTable,
  schema: z.object({
    user_id: z.string(),
    order_date: isoDateTime(),
    cart_id: z.uuid(),
    amount: z.int().min(0), // in cents
    status: z.enum(["PLACED", "SHIPPED"]).default("PLACED"),
    lines: z.array(z.object({ sku: z.string(), title: z.string(), unitPrice: z.int(), quantity: z.int() })),
  }),
  indexes: { idx_local_amount: {}, idx_global_status: {} },
});
export type Order = Item<typeof Order>;
