import { defineEntity, defineTable, epochSeconds, onceState } from "keywright";
import * as z from "zod";

export const onceTable = defineTable({
  name: "Once",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  timeToLive: "expiresAt",
});
export const Payment = defineEntity({
  name: "Payment",
  table: onceTable,
  schema: z.object({
    orderId: z.string(),
    once: onceState(z.object({ receipt: z.string(), at: z.iso.datetime().optional() })),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "ORDER#{orderId}", SK: "PAYMENT" },
  ttlFilter: false,
});
export const Account = defineEntity({
  name: "Account",
  table: onceTable,
  schema: z.object({ id: z.string(), balance: z.number() }),
  key: { PK: "ACCOUNT#{id}", SK: "ACCOUNT" },
});
