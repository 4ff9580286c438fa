import { readFileSync } from "node:fs";
import { type DeploymentTarget, deploymentFile } from "@keywright/tables";
import { defineTable } from "keywright";
import { expect, test } from "vitest";

const page = readFileSync(new URL("../../../../docs/deploy.md", import.meta.url), "utf8");
const blocks = Array.from(page.matchAll(/^```(yaml|hcl|sh)\n([^`]*)^```/gm), ([, , text = ""]) => text).filter(
  (text) => !text.startsWith("npm "),
);

// As the page has it.
const taskTable = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: ["title"] },
  },
  settings: {
    billing: { mode: "provisioned", read: { min: 5, max: 100 }, write: 10 },
    indexes: { byStatus: { read: 5 } },
    pointInTimeRecovery: { days: 14 },
    tags: { team: "tasks" },
  },
});
const tables = { TaskApp: "prod-TaskApp" };
const targets: readonly DeploymentTarget[] = [
  { target: "cloudformation", tables },
  { target: "terraform", tables },
  { target: "aws-cli", tables },
  { target: "ack", tables, namespace: "tasks" },
  { target: "infra-operator", tables, kind: "DynamoDBTable", provider: "aws-production" },
  { target: "infra-operator", tables, kind: "DynamoDB", provider: "aws-production" },
];

test("what the page shows of each target is what is written", () => {
  const texts = targets.map((target) => deploymentFile([taskTable], target).text);
  expect(blocks).toHaveLength(targets.length);
  for (const [i, text] of blocks.entries()) expect(texts[i]).toContain(text);
});
