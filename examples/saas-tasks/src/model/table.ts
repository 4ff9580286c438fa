import { defineTable } from "keywright";

/** Everything of all tenants lies in this table: projects, tasks, and the comments on them. */
export const appTable = defineTable({
  name: "SaasTasks",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byDueDate: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
    byAssignee: { type: "global", partitionKey: { GSI2PK: "S" }, sortKey: { GSI2SK: "S" }, projection: "ALL" },
  },
  timeToLive: "expiresAt",
});
