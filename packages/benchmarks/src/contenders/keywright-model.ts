import { defineEntity, defineTable } from "keywright";
import * as z from "zod";
import { statuses } from "./statuses.ts";

export const taskTable = defineTable({
  name: "Bench",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
    byAssignee: { type: "global", partitionKey: { GSI2PK: "S" }, sortKey: { GSI2SK: "S" }, projection: "ALL" },
  },
});

export const TaskEntity = defineEntity({
  name: "Task",
  table: taskTable,
  schema: z.object({
    userId: z.string(),
    taskId: z.string(),
    title: z.string().min(1),
    description: z.string().optional(),
    status: z.enum(statuses),
    dueDate: z.iso.date(),
    priority: z.int().min(0).max(9),
    points: z.int().min(0),
    done: z.boolean(),
    assigneeId: z.string(),
    address: z.object({ street: z.string(), city: z.string(), country: z.string().length(2) }).optional(),
    labels: z.array(z.string()).readonly(),
    checklist: z.array(z.object({ text: z.string(), done: z.boolean() })).readonly(),
    attributes: z.record(z.string(), z.string()),
    createdAt: z.string(),
  }),
  key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
  indexes: {
    byStatus: { GSI1PK: "STATUS#{status}", GSI1SK: "DUE#{dueDate}#TASK#{taskId}" },
    byAssignee: { GSI2PK: "ASSIGNEE#{assigneeId}", GSI2SK: "TASK#{taskId}" },
  },
});
