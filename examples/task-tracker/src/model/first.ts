// The model of the first release: users and their tasks in one table.
import { defineEntity, defineTable, epochSeconds, type Item } from "keywright";
import * as z from "zod";

export const taskTable = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  timeToLive: "expiresAt",
  stream: "NEW_AND_OLD_IMAGES",
});

export const User = defineEntity({
  name: "User",
  table: taskTable,
  schema: z.object({ userId: z.string(), name: z.string().min(1), email: z.email() }),
  key: { PK: "USER#{userId}", SK: "PROFILE" },
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
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});
export type Task = Item<typeof Task>;
