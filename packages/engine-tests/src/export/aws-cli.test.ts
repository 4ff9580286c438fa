import {
  CreateTableCommand,
  DeleteTableCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { deploymentFile, describeTable, toAwsCli } from "@keywright/tables";
import { startDynamoDB, type TestDynamoDB } from "@keywright/testkit";
import { defineTable } from "keywright";
import { afterAll, beforeAll, expect, test } from "vitest";

let dynamodb: TestDynamoDB;
beforeAll(async () => {
  dynamodb = await startDynamoDB();
});
afterAll(() => dynamodb.stop());

const table = defineTable({
  name: "Deployed",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "N" }, projection: ["title"] },
    byUpdated: { type: "local", sortKey: { updatedAt: "S" }, projection: "KEYS_ONLY" },
  },
  timeToLive: "expiresAt",
  stream: "NEW_IMAGE",
  settings: {
    billing: { mode: "provisioned", read: { min: 5, max: 50 }, write: 7 },
    deletionProtection: true,
    tags: { team: "it" },
  },
});

test("the requests of the script make the table of the model", async () => {
  const name = `Deployed-${process.pid}`;
  const { steps } = toAwsCli([table], { tables: { Deployed: name } });
  expect(deploymentFile([table], { target: "aws-cli" }).name).toBe("create-tables.sh");
  for (const step of steps) {
    if (step.kind === "wait") continue;
    if (step.operation === "create-table") await dynamodb.client.send(new CreateTableCommand(step.input as never));
    if (step.operation === "update-time-to-live") {
      await dynamodb.client.send(new UpdateTimeToLiveCommand(step.input as never));
    }
  }
  expect(steps.map((step) => (step.kind === "call" ? step.operation : step.kind))).toEqual([
    "create-table",
    "wait",
    "update-time-to-live",
    // Of the table's reads, and of its index's, which are as the table's.
    "register-scalable-target",
    "put-scaling-policy",
    "register-scalable-target",
    "put-scaling-policy",
  ]);
  const found = await describeTable(dynamodb.client, table, { name });
  expect(found?.timeToLive).toMatchObject({ attribute: "expiresAt" });
  expect([...(found?.indexes.keys() ?? [])].sort()).toEqual(["byStatus", "byUpdated"]);
  await dynamodb.client.send(new UpdateTableCommand({ TableName: name, DeletionProtectionEnabled: false }));
  await dynamodb.client.send(new DeleteTableCommand({ TableName: name }));
});
