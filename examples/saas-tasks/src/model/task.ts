import { defineEntity, epochSeconds, type Item, isoDateTime } from "keywright";
import * as z from "zod";
import { maxShards } from "./project.ts";
import { appTable } from "./table.ts";

export const Task = defineEntity({
  name: "Task",
  table: appTable,
  schema: z.object({
    tenantId: z.string(),
    taskId: z.uuid(),
    projectId: z.string(),
    shardNumber: z.int().min(0).lt(maxShards),
    title: z.string().min(1),
    dueDate: z.iso.date(),
    status: z.enum(["OPEN", "IN_PROGRESS", "DONE"]).default("OPEN"),
    assigneeId: z.string().optional(),
    completedAt: isoDateTime().optional(),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "TENANT#{tenantId}#TASK#{taskId}", SK: "TASK" },
  indexes: {
    byDueDate: { GSI1PK: "TENANT#{tenantId}#PROJECT#{projectId}#{shardNumber:2}", GSI1SK: "{dueDate}#{taskId}" },
    byAssignee: { GSI2PK: "TENANT#{tenantId}#USER#{assigneeId}", GSI2SK: "{status}#{dueDate}#{taskId}" },
  },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});
export type Task = Item<typeof Task>;
