import { type Database, defineEntity, defineTable } from "keywright";
import * as z from "zod/mini";
import { statuses } from "../contenders/statuses.ts";
import type { Program } from "./program.ts";

const table = defineTable({
  name: "Bench",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
    byAssignee: { type: "global", partitionKey: { GSI2PK: "S" }, sortKey: { GSI2SK: "S" }, projection: "ALL" },
  },
});

const Task = defineEntity({
  name: "Task",
  table,
  schema: z.object({
    userId: z.string(),
    taskId: z.string(),
    title: z.string().check(z.minLength(1)),
    description: z.optional(z.string()),
    status: z.enum(statuses),
    dueDate: z.iso.date(),
    priority: z.int().check(z.minimum(0), z.maximum(9)),
    points: z.int().check(z.minimum(0)),
    done: z.boolean(),
    assigneeId: z.string(),
    address: z.optional(z.object({ street: z.string(), city: z.string(), country: z.string().check(z.length(2)) })),
    labels: z.readonly(z.array(z.string())),
    checklist: z.readonly(z.array(z.object({ text: z.string(), done: z.boolean() }))),
    attributes: z.record(z.string(), z.string()),
    createdAt: z.string(),
  }),
  key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
  indexes: {
    byStatus: { GSI1PK: "STATUS#{status}", GSI1SK: "DUE#{dueDate}#TASK#{taskId}" },
    byAssignee: { GSI2PK: "ASSIGNEE#{assigneeId}", GSI2SK: "TASK#{taskId}" },
  },
});

/** The program, on a connection. */
export function on(db: Database): ReturnType<Program> {
  return {
    get: ({ userId, taskId }) => db.send(Task.get({ userId, taskId })),
    put: (task) => db.send(Task.put(task)),
    query: async (userId, limit) => (await db.send(Task.query({ userId }, { limit }))).items,
  };
}
