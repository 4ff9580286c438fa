import { defineEntity, defineTable } from "keywright";
import * as z from "zod";

export const taskTable = defineTable({
  name: "CliTasks",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: { byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" } },
});

export const Task = defineEntity({
  name: "Task",
  table: taskTable,
  schema: z.object({
    userId: z.string(),
    taskId: z.string(),
    title: z.string().min(1),
    status: z.enum(["OPEN", "DONE"]).default("OPEN"),
    dueAt: z.iso.date().optional(),
  }),
  key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
  indexes: { byStatus: { GSI1PK: "STATUS#{status}", GSI1SK: "USER#{userId}#TASK#{taskId}" } },
  version: "version",
});
