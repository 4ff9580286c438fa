import {
  bytes,
  decimal,
  defineEntity,
  defineTable,
  epochMilliseconds,
  epochSeconds,
  type Item,
  isoDateTime,
  url,
} from "keywright";
import * as z from "zod";

export const taskTable = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
  },
  timeToLive: "expiresAt",
});

export const Task = defineEntity({
  name: "Task",
  table: taskTable,
  schema: z.object({
    userId: z.string(),
    taskId: z.string(),
    title: z.string().min(1),
    status: z.enum(["OPEN", "DONE"]).default("OPEN"),
    dueDate: z.iso.date(),
    tags: z.set(z.string()).optional(),
    assignee: z.object({ name: z.string() }).optional(),
    link: url().optional(),
    price: decimal().optional(),
    thumbnail: bytes().nullable().optional(),
    seenAt: isoDateTime().optional(),
    measuredAt: epochMilliseconds().default(() => new Date(0)),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
  indexes: {
    byStatus: { GSI1PK: "STATUS#{status}", GSI1SK: "DUE#{dueDate}#USER#{userId}#TASK#{taskId}" },
  },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});

export const User = defineEntity({
  name: "User",
  table: taskTable,
  schema: z.object({ userId: z.string(), name: z.string() }),
  key: { PK: "USER#{userId}", SK: "PROFILE" },
});

const plainTable = defineTable({ name: "Events", partitionKey: { source: "S" }, sortKey: { at: "N" } });
export const Event = defineEntity({
  name: "Event",
  table: plainTable,
  schema: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("opened"), source: z.string(), at: z.number() }),
    z.object({ kind: z.literal("closed"), source: z.string(), at: z.number(), reason: z.string().optional() }),
  ]),
});

export type Task = Item<typeof Task>;
