import assert from "node:assert/strict";
import { startDynamoDB } from "@keywright/testkit";
import type { RequestEvent } from "keywright";
import { appTable } from "./model/table.ts";
import { completeAndExpire } from "./story/expiry.ts";
import { spreadALargeProject } from "./story/large-project.ts";
import { stayApart, useTheWorkspace } from "./story/patterns.ts";
import { describeRequests } from "./story/requests.ts";
import type { Show } from "./story/show.ts";

let days = 0;
const clock = () => new Date(Date.now() + days * 24 * 60 * 60 * 1000);
let requests: RequestEvent[] = [];
await using dynamodb = await startDynamoDB({
  tables: [appTable],
  connect: {
    clock,
    observe: (event) => {
      assert.notEqual(event.request, "Scan");
      requests.push(event);
    },
  },
});
const workspaceOf = (tenantId: string) => ({ db: dynamodb.db, tenantId, clock });
const acme = workspaceOf("acme");
const show: Show = async (pattern, run) => {
  requests = [];
  const result = await run();
  console.log(`${pattern}\n  ${describeRequests(requests)}`);
  return result;
};

console.log(`Tasks of many tenants in one table, on ${dynamodb.engine.name}.\n`);
await useTheWorkspace(acme, show);
await stayApart(workspaceOf("globex"), show);
await spreadALargeProject(acme, show);
await completeAndExpire(acme, show, (more) => {
  days += more;
});
