import { defineEntity, defineTable, epochSeconds } from "keywright";
import * as z from "zod";

export const table = defineTable({
  name: "Sequences",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: { byDue: { type: "global", partitionKey: { G1: "S" }, sortKey: { G2: "S" }, projection: "ALL" } },
  timeToLive: "expiresAt",
});
export const Tasks = defineEntity({
  name: "Task",
  table,
  schema: z.object({
    user: z.string(),
    id: z.string(),
    title: z.string(),
    status: z.enum(["OPEN", "DONE"]).default("OPEN"),
    due: z.iso.date().optional(),
    points: z.int().optional(),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "USER#{user}", SK: "TASK#{id:escaped}" },
  indexes: { byDue: { G1: "USER#{user}#STATUS#{status}", G2: "{due}#{id}" } },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});
/** Lies among the tasks of a user, and must never be seen there. */
export const Note = defineEntity({
  name: "Note",
  table,
  schema: z.object({ user: z.string(), id: z.string() }),
  key: { PK: "USER#{user}", SK: "TASK#{id:escaped}#NOTE" },
});
