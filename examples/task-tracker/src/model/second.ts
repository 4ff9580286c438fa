// The model of the second release: tasks can be found by status and due date, too. Users are as they were.
import { defineEntity, defineTable, epochSeconds } from "keywright";
import * as z from "zod";

export const taskTable = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
  },
  timeToLive: "expiresAt",
  stream: "NEW_AND_OLD_IMAGES",
});

export const Task = defineEntity({
  name: "Task",
  table: taskTable,
  schema: z.object({
    userId: z.string(),
    taskId: z.string(),
    title: z.string().min(1),
    status: z.enum(["OPEN", "IN_PROGRESS", "DONE"]).default("OPEN"),
    dueDate: z.iso.date(),
    points: z.int().min(0).default(0),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
  indexes: {
    byStatus: { GSI1PK: "STATUS#{status}", GSI1SK: "DUE#{dueDate}#USER#{userId}#TASK#{taskId}" },
  },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});
