import { startEngine } from "@keywright/testkit";
import { connect } from "keywright";
import { createReport } from "./report/report.ts";
import { reportTableRequests } from "./report/table-requests.ts";
import type { Context } from "./step/context.ts";
import { expire } from "./step/expiry.ts";
import { queryTheIndex } from "./step/index-query.ts";
import { failACondition, lockOptimistically } from "./step/locking.ts";
import { readItems, refuseInvalid, writeItems } from "./step/read-and-write.ts";
import { addTheIndex, createTheTable, deleteTheTable } from "./step/table.ts";

const steps = [
  createTheTable,
  writeItems,
  readItems,
  refuseInvalid,
  addTheIndex,
  queryTheIndex,
  lockOptimistically,
  failACondition,
  expire,
  deleteTheTable,
];

const report = createReport();
await using engine = await startEngine();
report.note(`Task tracker, on ${[engine.name, engine.version].join(" ").trimEnd()} at ${engine.endpoint}`);
report.note("Each step shows the call, the request that it makes of DynamoDB, and what comes of it.");

let days = 0;
const client = engine.client();
const db = connect(client, {
  clock: () => new Date(Date.now() + days * 24 * 60 * 60 * 1000),
  observe: report.request,
});
report.call("const engine = await startEngine(), client = engine.client(), db = connect(client);");
reportTableRequests(client, report);
const context: Context = {
  client,
  db,
  report,
  advance: (more) => {
    days += more;
  },
};
for (const step of steps) await step(context);
client.destroy();
report.end();
