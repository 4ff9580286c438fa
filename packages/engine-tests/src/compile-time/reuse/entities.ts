import { defineEntity, defineTable, type Item } from "keywright";
import * as z from "zod";

export const workTable = defineTable({
  name: "WorkApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
  },
});

export const Task = defineEntity({
  name: "Task",
  table: workTable,
  schema: z.object({
    projectId: z.string(),
    taskId: z.string(),
    title: z.string(),
    status: z.enum(["OPEN", "DONE"]).default("OPEN"),
    dueDate: z.iso.date(),
    points: z.int().optional(),
    closedOn: z.iso.date().optional(),
  }),
  key: { PK: "PROJECT#{projectId}", SK: "TASK#{taskId}" },
  indexes: { byStatus: { GSI1PK: "STATUS#{status}", GSI1SK: "DUE#{dueDate}" } },
  version: "version",
  timestamps: { createdAt: "createdAt" },
});
export type Task = Item<typeof Task>;

export const Project = defineEntity({
  name: "Project",
  table: workTable,
  schema: z.object({ projectId: z.string(), name: z.string() }),
  key: { PK: "PROJECT#{projectId}", SK: "PROJECT" },
});
export type Project = Item<typeof Project>;

export const Payment = defineEntity({
  name: "Payment",
  table: workTable,
  schema: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("card"), id: z.string(), last4: z.string() }),
    z.object({ kind: z.literal("cash"), id: z.string(), currency: z.string() }),
  ]),
  key: { PK: "PAYMENT#{id}", SK: "PAYMENT" },
});
