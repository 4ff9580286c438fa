import { defineEntity, defineTable, epochSeconds, type Item } from "keywright";
import * as z from "zod";

export const table = defineTable({
  name: "Verbs",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { G1: "S" }, sortKey: { G2: "S" }, projection: "ALL" },
    byDue: { type: "global", partitionKey: { H1: "S" }, sortKey: { H2: "S" }, projection: ["title", "expiresAt"] },
    byUpdated: { type: "local", sortKey: { updatedAt: "S" }, projection: ["expiresAt"] },
    byText: { type: "global", partitionKey: { J1: "S" }, projection: "KEYS_ONLY" },
  },
  timeToLive: "expiresAt",
});

/** Versioned, with timestamps, time to live and sparse indexes. */
export const Task = defineEntity({
  name: "Task",
  table,
  schema: z.object({
    user: z.string(),
    id: z.string(),
    title: z.string().min(1),
    status: z.enum(["OPEN", "DONE"]).default("OPEN"),
    due: z.iso.date().optional(),
    points: z.int().optional(),
    tags: z.set(z.string()).optional(),
    lines: z.array(z.object({ sku: z.string(), count: z.int().default(1) })).optional(),
    assignee: z.object({ name: z.string(), city: z.string().optional() }).optional(),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "USER#{user}", SK: "TASK#{id}" },
  indexes: {
    byStatus: { G1: "STATUS#{status}", G2: "DUE#{due}#{id}" },
    byDue: { H1: "USER#{user}", H2: "{due}" },
    byUpdated: {},
  },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});
export type Task = Item<typeof Task>;

/** Neither versioned nor timed; one attribute has another name in the table. */
export const Note = defineEntity({
  name: "Note",
  table,
  schema: z.object({ user: z.string(), id: z.string(), text: z.string(), count: z.number().default(0) }),
  key: { PK: "USER#{user}", SK: "NOTE#{id}" },
  indexes: { byText: { J1: "TEXT#{text}" } },
  storedAs: { text: "t" },
  typeAttribute: { name: "type", value: "note" },
});

/** Two kinds of items in one entity. */
export const Payment = defineEntity({
  name: "Payment",
  table,
  schema: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("card"), id: z.string(), last4: z.string(), retries: z.int().default(0) }),
    z.object({ kind: z.literal("cash"), id: z.string(), currency: z.string() }),
  ]),
  key: { PK: "PAYMENT#{id}", SK: "PAYMENT" },
});
