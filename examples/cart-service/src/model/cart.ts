import { defineEntity, defineTable, type Item, isoDateTime } from "keywright";
import * as z from "zod";

export const cartTable = defineTable({
  name: "cart",
  partitionKey: { id: "S" },
  indexes: {
    idx_global_customerId: { type: "global", partitionKey: { customerId: "S" }, projection: "ALL" },
  },
});

const cartLine = z.object({
  sku: z.string().min(1),
  title: z.string(),
  unitPrice: z.int().min(0), // in cents
  quantity: z.int().min(1),
});
export type CartLine = z.output<typeof cartLine>;

export const Cart = defineEntity({
  name: "Cart",
  table: cartTable,
  schema: z.object({
    id: z.uuid(),
    customerId: z.string(),
    lines: z.array(cartLine).default([]),
    checkedOutAt: isoDateTime().optional(), // absent while the cart is open
  }),
  indexes: { idx_global_customerId: {} },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});
export type Cart = Item<typeof Cart>;
