import { defineTable } from "keywright";

/** The table that each test gets. */
export const taskTable = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
  },
});
