import { defineEntity, defineTable, epochSeconds } from "keywright";
import * as z from "zod";

const table = defineTable({
  name: "Bench",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
    byAssignee: { type: "global", partitionKey: { GSI2PK: "S" }, sortKey: { GSI2SK: "S" }, projection: "ALL" },
  },
  timeToLive: "expiresAt",
});

/** Fifteen attributes of the schema, two indexes, a version and timestamps. */
export const Task = defineEntity({
  name: "Task",
  table,
  schema: z.object({
    userId: z.string(),
    taskId: z.string(),
    title: z.string().min(1),
    description: z.string().optional(),
    status: z.enum(["OPEN", "IN_PROGRESS", "DONE"]).default("OPEN"),
    dueDate: z.iso.date(),
    priority: z.int().min(0).max(9),
    points: z.int().min(0).default(0),
    done: z.boolean(),
    assigneeId: z.string().optional(),
    address: z.object({ street: z.string(), city: z.string(), country: z.string().length(2) }).optional(),
    labels: z.set(z.string()).optional(),
    checklist: z.array(z.object({ text: z.string(), done: z.boolean() })),
    attributes: z.record(z.string(), z.string()),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
  indexes: {
    byStatus: { GSI1PK: "STATUS#{status}", GSI1SK: "DUE#{dueDate}#USER#{userId}#TASK#{taskId}" },
    byAssignee: { GSI2PK: "ASSIGNEE#{assigneeId}", GSI2SK: "DUE#{dueDate}#TASK#{taskId}" },
  },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});
