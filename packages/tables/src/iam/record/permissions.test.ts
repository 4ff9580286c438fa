import { expect, test } from "vitest";
import { permissionsOf } from "./permissions.ts";
import { policyOfRequests } from "./policy-of-requests.ts";

const target = { account: "123456789012", region: "eu-west-1" } as const;
const statement = (text: string) => permissionsOf({ operation: "ExecuteStatement", input: { Statement: text } });

test.each([
  [`SELECT * FROM "Tasks" WHERE id = ?`, [{ action: "PartiQLSelect", resource: "Tasks" }]],
  [`select a\nfrom Tasks where id = 'FROM "Other"'`, [{ action: "PartiQLSelect", resource: "Tasks" }]],
  [`SELECT * FROM "My""T"."byStatus"`, [{ action: "PartiQLSelect", resource: 'My"T', index: "byStatus" }]],
  [`EXISTS(SELECT * FROM "Tasks" WHERE id = ?)`, [{ action: "PartiQLSelect", resource: "Tasks" }]],
  [`INSERT INTO "Tasks" VALUE {'id': ?}`, [{ action: "PartiQLInsert", resource: "Tasks" }]],
  [`UPDATE "Tasks" SET a = 1 WHERE id = ?`, [{ action: "PartiQLUpdate", resource: "Tasks" }]],
  [`DELETE FROM "Tasks" WHERE id = ?`, [{ action: "PartiQLDelete", resource: "Tasks" }]],
  [`MERGE INTO "Tasks"`, undefined],
])("of %s", (text, permissions) => {
  expect(statement(text)).toEqual(permissions);
});

test("of requests about tables", () => {
  const of = (operation: string, input: object) => permissionsOf({ operation, input });
  expect(of("DescribeTable", { TableName: "Tasks" })).toEqual([{ action: "DescribeTable", resource: "Tasks" }]);
  expect(of("ListTables", {})).toEqual([{ action: "ListTables" }]);
  expect(of("ListBackups", { TableName: "Tasks" })).toEqual([{ action: "ListBackups" }]);
  expect(of("ImportTable", { TableCreationParameters: { TableName: "New" } })).toEqual([
    { action: "ImportTable", resource: "New" },
  ]);
  const restore = of("RestoreTableFromBackup", { BackupArn: "arn:b", TargetTableName: "New" });
  expect(restore?.map(({ action, resource }) => `${action} ${resource}`)).toContain("PutItem New");
});

test("a policy has the names of another stage, and says what it could not read", () => {
  const requests = [
    { operation: "GetItem", input: { TableName: "test-1-Tasks" } },
    { operation: "Scan", input: { TableName: "test-1-Tasks" } },
    { operation: "ExecuteStatement", input: { Statement: "MERGE" } },
    { operation: "ListTables", input: {} },
    {
      operation: "GetResourcePolicy",
      input: { ResourceArn: "arn:aws:dynamodb:local:000000000000:table/test-1-Tasks" },
    },
    {
      operation: "GetRecords",
      input: { StreamArn: "arn:aws:dynamodb:local:000000000000:table/test-1-Tasks/stream/2026-01-01T00:00:00.000" },
    },
  ];
  const { document, warnings } = policyOfRequests(requests, {
    ...target,
    recorded: { Tasks: "test-1-Tasks" },
    tables: { Tasks: "prod-Tasks" },
  });
  expect(document.Statement).toEqual([
    {
      Effect: "Allow",
      Action: ["dynamodb:GetItem", "dynamodb:GetResourcePolicy", "dynamodb:Scan"],
      Resource: ["arn:aws:dynamodb:eu-west-1:123456789012:table/prod-Tasks"],
    },
    {
      Effect: "Allow",
      Action: ["dynamodb:GetRecords"],
      Resource: ["arn:aws:dynamodb:eu-west-1:123456789012:table/prod-Tasks/stream/*"],
    },
    { Effect: "Allow", Action: ["dynamodb:ListTables"], Resource: "*" },
  ]);
  expect(warnings.map(({ code }) => code)).toEqual(["unknown_request", "scan"]);
});
