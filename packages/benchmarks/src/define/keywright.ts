import { defineEntity, defineTable } from "keywright";
import { entities } from "./entities.ts";
import { cpuTime, report } from "./report.ts";
import { schemaOf } from "./schema.ts";

const start = cpuTime();
const schemas = entities.map(schemaOf);
const middle = cpuTime();
const table = defineTable({
  name: "Bench",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
    byAssignee: { type: "global", partitionKey: { GSI2PK: "S" }, sortKey: { GSI2SK: "S" }, projection: "ALL" },
  },
});
const defined = entities.map((name, i) =>
  defineEntity({
    name,
    table,
    schema: schemas[i] as ReturnType<typeof schemaOf>,
    key: { PK: "USER#{userId}", SK: `${name}#{taskId}` },
    indexes: {
      byStatus: { GSI1PK: `${name}#{status}`, GSI1SK: "DUE#{dueDate}#TASK#{taskId}" },
      byAssignee: { GSI2PK: `${name}#{assigneeId}`, GSI2SK: "TASK#{taskId}" },
    },
  }),
);
report(start, middle, defined);
