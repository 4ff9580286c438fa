import { defineEntity, defineTable } from "keywright";
import * as z from "zod";

export const taskTable = defineTable({ name: "TaskApp", partitionKey: { PK: "S" } });

export const Task = defineEntity({
  name: "Task",
  table: taskTable,
  schema: z.object({ taskId: z.string(), title: z.string() }),
  key: { PK: "TASK#{taskId}" },
});
