import assert from "node:assert/strict";
import { startDynamoDB } from "@keywright/testkit";
import type { RequestEvent } from "keywright";
import { appTable } from "./model/table.ts";
import { completeAndExpire } from "./story/expiry.ts";
import { spreadALargeProject } from "./story/large-project.ts";
import { stayApart, useTheWorkspace } from "./story/patterns.ts";
import { describeRequests } from "./story/requests.ts";
import type { Show } from "./story/show.ts";
import { openWorkspace } from "./workspace.ts";

let days = 0;
const clock = () => new Date(Date.now() + days * 24 * 60 * 60 * 1000);
const requests: RequestEvent[] = [];
await using dynamodb = await startDynamoDB({
  tables: [appTable],
  connect: {
    clock,
    observe: (event) => {
      requests.push(event);
    },
    scans: "forbid",
  },
});
const workspaceOf = (tenantId: string) => openWorkspace(dynamodb.db, tenantId, clock);
const acme = workspaceOf("acme");
const show: Show = async (pattern, run) => {
  const before = requests.length;
  const result = await run();
  console.log(`${pattern}\n  ${describeRequests(requests.slice(before))}`);
  return result;
};

console.log(`Tasks of many tenants in one table, on ${dynamodb.engine.name}.\n`);
await useTheWorkspace(acme, show);
await stayApart(workspaceOf("globex"), show);
await spreadALargeProject(acme, show);
await completeAndExpire(acme, show, (more) => {
  days += more;
});

assert.ok(requests.every(({ request }) => request !== "Scan"));
console.log(`\n${requests.length} requests, and none was a scan.`);
