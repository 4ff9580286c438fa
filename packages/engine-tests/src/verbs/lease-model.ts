import { defineEntity, defineTable, leaseState } from "keywright";
import * as z from "zod";

export const leaseTable = defineTable({
  name: "Leases",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  timeToLive: "expiresAt",
});
export const Job = defineEntity({
  name: "Job",
  table: leaseTable,
  schema: z.object({ job: z.string(), lease: leaseState() }),
  key: { PK: "JOB#{job}", SK: "LEASE" },
});
