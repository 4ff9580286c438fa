import { defineEntity, type Item } from "keywright";
import * as z from "zod";
import { appTable } from "./table.ts";

export const maxShards = 100;

export const Project = defineEntity({
  name: "Project",
  table: appTable,
  schema: z.object({
    tenantId: z.string(),
    projectId: z.string(),
    name: z.string().min(1),
    // Over how many partitions of the index by due date its new tasks are spread. It may grow, and never shrinks.
    shards: z.int().min(1).max(maxShards).default(1),
  }),
  key: { PK: "TENANT#{tenantId}#PROJECT#{projectId}", SK: "PROJECT" },
});
export type Project = Item<typeof Project>;
