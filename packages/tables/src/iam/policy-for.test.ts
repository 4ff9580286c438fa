import { defineEntity, defineTable, eq, type TableModel } from "keywright";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { policyFor } from "./policy-for.ts";
import { authorizationsOf } from "./testing/authorizations.ts";
import { isAllowed } from "./testing/evaluate.ts";

const target = { account: "123456789012", region: "eu-west-1" } as const;
const taskTable = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { G1PK: "S" }, projection: "ALL" },
    byTitle: { type: "local", sortKey: { title: "S" }, projection: "ALL" },
  },
});
const Task = defineEntity({
  name: "Task",
  table: taskTable,
  schema: z.object({
    tenantId: z.string(),
    taskId: z.string(),
    title: z.string(),
    status: z.enum(["OPEN", "DONE"]),
    secret: z.string().optional(),
  }),
  key: { PK: "TENANT#{tenantId}#TASKS", SK: "TASK#{taskId}" },
  indexes: { byStatus: { G1PK: "{status}#{tenantId}" }, byTitle: {} },
  version: "version",
});
const table = "arn:aws:dynamodb:eu-west-1:123456789012:table/TaskApp";
const notes = { name: "Notes", partitionKey: { id: "S" } } as const;

describe("policyFor", () => {
  test("gives actions and places, in few statements", () => {
    const { document, size, warnings } = policyFor({
      entities: [Task],
      operations: {
        Task: ["get", "query", "update", "query:byStatus", "hydrate:byStatus", "transact:delete", "check"],
      },
      ...target,
    });
    expect(document).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: [
            "dynamodb:BatchGetItem",
            "dynamodb:ConditionCheckItem",
            "dynamodb:GetItem",
            "dynamodb:Query",
            "dynamodb:UpdateItem",
          ],
          Resource: [table],
        },
        { Effect: "Allow", Action: ["dynamodb:Query"], Resource: [`${table}/index/byStatus`] },
        {
          Effect: "Allow",
          Action: ["dynamodb:DeleteItem"],
          Resource: [table],
          Condition: { StringEquals: { "dynamodb:EnclosingOperation": "TransactWriteItems" } },
        },
      ],
    });
    expect([size, warnings]).toEqual([JSON.stringify(document).length, []]);
  });

  test("knows names and ARNs of tables, Regions and partitions", () => {
    const resources = (options: object): unknown =>
      policyFor({ entities: [Task], operations: ["get"], ...target, ...options }).document.Statement[0]?.Resource;
    expect(resources({ tables: { TaskApp: "prod-TaskApp" } })).toEqual([`${table.replace("TaskApp", "prod-TaskApp")}`]);
    expect(resources({ region: ["cn-north-1", "us-gov-west-1"] })).toEqual([
      "arn:aws-cn:dynamodb:cn-north-1:123456789012:table/TaskApp",
      "arn:aws-us-gov:dynamodb:us-gov-west-1:123456789012:table/TaskApp",
    ]);
    const arn = "arn:aws:dynamodb:us-east-1:210987654321:table/Theirs";
    expect(resources({ tables: { TaskApp: arn } })).toEqual([arn]);
  });

  test("keeps tenants apart by the key template of the table and of each index", () => {
    const { document, warnings } = policyFor({
      entities: [Task],
      operations: ["get", "query:byStatus", "query:byTitle"],
      tenant: { attribute: "tenantId" },
      ...target,
    });
    const tenant = "${" + "aws:PrincipalTag/tenant}";
    const [own, byStatus] = document.Statement.map(({ Condition }) => Condition);
    expect(own).toEqual({
      "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": [`TENANT#${tenant}#TASKS`] },
      Null: { "dynamodb:LeadingKeys": "false" },
    });
    expect(byStatus?.["ForAllValues:StringEquals"]).toEqual({
      "dynamodb:LeadingKeys": [`DONE#${tenant}`, `OPEN#${tenant}`],
    });
    expect(document.Statement.map(({ Resource }) => Resource)).toEqual([
      [table],
      [`${table}/index/byStatus`],
      [`${table}/index/byTitle`],
    ]);
    expect(warnings).toEqual([]);
  });

  test.each([
    [{ key: { id: "{user}#{tenantId}" } }, /has 'user' before 'tenantId', which may contain any text/],
    [{ key: { id: "N#{user}" } }, /is not made of 'tenantId': add it to the template/],
    [{ key: { id: "\u4e00#{tenantId}" } }, /above U\+00FF/],
  ])("refuses %j, of which tenants cannot be kept apart", (definition, message) => {
    const Note = defineEntity({
      name: "Note",
      table: defineTable(notes),
      schema: z.object({ user: z.string(), tenantId: z.string() }),
      ...definition,
    } as never) as typeof Task;
    expect(() =>
      policyFor({ entities: [Note], operations: ["get"], tenant: { attribute: "tenantId" }, ...target }),
    ).toThrow(message);
  });

  test("keeps tenants apart in each attribute of a partition key for itself", () => {
    const wide = defineTable({
      name: "Wide",
      partitionKey: { id: "S" },
      indexes: {
        both: { type: "global", partitionKey: [{ first: "S" }, { second: "S" }], projection: "ALL" },
      },
    });
    const One = defineEntity({
      name: "One",
      table: wide,
      schema: z.object({ tenantId: z.string(), n: z.string(), area: z.string() }),
      key: { id: "ONE#{tenantId}#{n}" },
      indexes: { both: { first: "{tenantId}", second: "AREA#{area}" } },
    });
    const Other = defineEntity({
      name: "Other",
      table: wide,
      schema: z.object({ tenantId: z.string(), n: z.string(), area: z.string() }),
      key: { id: "OTHER#{tenantId}#{n}" },
      indexes: { both: { first: "AREA#{area}", second: "{tenantId}" } },
    });
    const { document } = policyFor({
      entities: [One, Other],
      operations: ["query:both"],
      tenant: { attribute: "tenantId", value: "t1" },
      ...target,
    });
    expect(document.Statement.map(({ Condition }) => Condition?.["ForAllValues:StringEquals"])).toEqual([
      { "dynamodb:LeadingKeys": ["t1"] },
      { "dynamodb:SecondPartitionKeyValues": ["t1"] },
    ]);
  });

  test("knows the shards of a partition", () => {
    const spread = defineTable({
      name: "Spread",
      partitionKey: { id: "S" },
      indexes: {
        after: { type: "global", partitionKey: { a: "S" }, projection: "ALL" },
        before: { type: "global", partitionKey: { b: "S" }, projection: "ALL" },
      },
    });
    const One = defineEntity({
      name: "One",
      table: spread,
      schema: z.object({ tenantId: z.string(), n: z.string() }),
      key: { id: "ONE#{tenantId}#{n}" },
      indexes: { after: { a: "T#{tenantId}#{shard:20}" }, before: { b: "{shard:20}#T#{tenantId}" } },
    });
    const { document } = policyFor({
      entities: [One],
      operations: ["query:after", "query:before"],
      tenant: { attribute: "tenantId", value: "t1" },
      ...target,
    });
    expect(document.Statement.map(({ Condition }) => Condition?.["ForAllValues:StringLike"])).toEqual([
      { "dynamodb:LeadingKeys": ["T#t1#*"] },
      { "dynamodb:LeadingKeys": ["??#T#t1"] },
    ]);
  });

  test("refuses scans of tenants, and names that there are not", () => {
    const tenant = { attribute: "tenantId" };
    const refused = (operations: readonly string[], options: object = {}): (() => unknown) => {
      return () => policyFor({ entities: [Task], operations: operations as never, ...target, ...options });
    };
    expect(refused(["scan"], { tenant })).toThrow(/reads all of 'TaskApp' \(Scan\)/);
    expect(refused(["verifyIndexKeys"], { tenant })).toThrow(/reads all of/);
    expect(refused(["fetch"])).toThrow(/Task has no operation 'fetch'/);
    expect(refused(["query:byName"])).toThrow(/does not use an index 'byName'.*it uses byStatus, byTitle/);
    expect(refused(["get"], { attributes: { Task: ["titel"] } })).toThrow(/Task has no attribute 'titel'/);
    expect(() => policyFor({ entities: [Task], operations: { Tusk: ["get"] } as never, ...target })).toThrow(
      /names 'Tusk', which is none of the entities: Task/,
    );
  });

  test("warns where the value of a tag may look like a delimiter, or is printed otherwise", () => {
    const codes = (id: string): unknown => {
      const Note = defineEntity({
        name: "Note",
        table: defineTable(notes),
        schema: z.object({ user: z.string(), tenantId: z.string() }),
        key: { id },
      } as never) as typeof Task;
      const { warnings } = policyFor({
        entities: [Note],
        operations: ["get"],
        tenant: { attribute: "tenantId" },
        ...target,
      });
      return warnings.map(({ code }) => code);
    };
    expect(codes("{tenantId}:{user}")).toEqual(["delimiter_in_tag"]);
    expect(codes("{tenantId:lower}#{user}")).toEqual(["printed_value"]);
    expect(codes("{tenantId:escaped}-#{user}")).toEqual(["delimiter_in_tag", "printed_value"]);
    expect(codes("{tenantId:escaped}#{user}")).toEqual([]);
  });

  test("keeps an entity to its own keys", () => {
    const { document } = policyFor({
      entities: [Task],
      operations: ["get", "query:byStatus"],
      ownKeys: true,
      ...target,
    });
    expect(document.Statement[0]?.Condition?.["ForAllValues:StringLike"]).toEqual({
      "dynamodb:LeadingKeys": ["TENANT#*#TASKS"],
    });
    expect(document.Statement[1]?.Condition?.["ForAllValues:StringLike"]).toEqual({ "dynamodb:LeadingKeys": ["*#*"] });
  });

  test("refuses full scans of PartiQL, where none is named", () => {
    const { Statement: statements } = policyFor({
      entities: [Task],
      operations: ["partiql:select"],
      ...target,
    }).document;
    expect(statements.map(({ Effect, Condition }) => [Effect, Condition])).toEqual([
      ["Allow", undefined],
      ["Deny", { Bool: { "dynamodb:FullTableScan": "true" } }],
    ]);
    expect(policyFor({ entities: [Task], operations: ["partiql:scan"], ...target }).document.Statement).toHaveLength(1);
  });

  test("adds descriptions, and a key of one's own", () => {
    const keyed = defineTable({
      ...notes,
      settings: { encryption: { key: "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555" } },
    });
    const Note = defineEntity({ name: "Note", table: keyed, schema: z.object({ id: z.string() }) });
    const { document } = policyFor({ entities: [Note], operations: ["get"], verify: true, ...target });
    expect(document.Statement.slice(1, 2)).toEqual([
      {
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:DescribeKey"],
        Resource: ["arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"],
        Condition: { StringEquals: { "kms:ViaService": "dynamodb.eu-west-1.amazonaws.com" } },
      },
    ]);
    expect(JSON.stringify(document.Statement[2])).toContain("dynamodb:DescribeTable");
    expect(JSON.stringify(document.Statement.slice(2))).not.toMatch(/Put|Update|Delete|Create/);
  });

  test("says that a policy is too large for one", () => {
    const tables = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`T${i}`, "x"]));
    const many = Object.keys(tables).map((name) =>
      defineEntity({
        name,
        table: defineTable({ name: `${name}-of-a-long-name`, partitionKey: { id: "S" } }),
        schema: z.object({ id: z.string() }),
      }),
    );
    const { warnings, size } = policyFor({ entities: many, operations: ["get"], ...target });
    expect(size).toBeGreaterThan(6144);
    expect(warnings.map(({ code }) => code)).toEqual(["too_large"]);
  });
});

describe("attributes", () => {
  const { document, warnings } = policyFor({
    entities: [Task],
    operations: ["get", "update", "query", "count"],
    attributes: { Task: ["title", "status"] },
    ...target,
  });
  const key = { tenantId: "t", taskId: "1" };
  const tables: ReadonlyMap<string, TableModel> = new Map([["TaskApp", taskTable.model]]);
  const allows = (operation: {
    explain(): { readonly requests: readonly { request: string; input: object }[] };
  }): boolean =>
    operation
      .explain()
      .requests.flatMap(({ request, input }) =>
        authorizationsOf({ operation: request, input }, tables, table.replace(":table/TaskApp", "")),
      )
      .every((asked) => isAllowed([document], asked));

  test("limit what is read, changed and given back", () => {
    expect(allows(Task.get(key, { select: ["title", "status"] }))).toBe(true);
    expect(allows(Task.get(key))).toBe(false);
    expect(allows(Task.get(key, { select: ["title", "secret"] }))).toBe(false);
    expect(allows(Task.query({ tenantId: "t" }, { select: ["title"] }))).toBe(true);
    expect(allows(Task.query({ tenantId: "t" }, { select: ["title"], where: (t) => eq(t.secret, "x") }))).toBe(false);
    expect(allows(Task.count({ tenantId: "t" }))).toBe(true);
    expect(allows(Task.update(key, { title: "x" }, { returning: "none" }))).toBe(true);
    expect(allows(Task.update(key, { title: "x" }, { returning: "changed" }))).toBe(true);
    expect(allows(Task.update(key, { title: "x" }))).toBe(false);
    expect(allows(Task.update(key, { secret: "x" }, { returning: "none" }))).toBe(false);
  });

  test("are no secret from who writes", () => {
    expect(warnings.map(({ code }) => code)).toEqual(["attributes_on_failure"]);
    const others = policyFor({
      entities: [Task],
      operations: ["put", "batchWrite"],
      attributes: { Task: ["title"] },
      ...target,
    });
    expect(others.warnings.map(({ code }) => code)).toEqual([
      "attributes_replaced",
      "attributes_on_failure",
      "attributes_replaced",
    ]);
  });

  test("cannot be limited where another entity is in the same table without a limit", () => {
    const Other = defineEntity({
      name: "Other",
      table: taskTable,
      schema: z.object({ id: z.string() }),
      key: { PK: "OTHER#{id}", SK: "OTHER" },
    });
    const both = policyFor({
      entities: [Task, Other],
      operations: ["get"],
      attributes: { Task: ["title"] },
      ...target,
    });
    expect(both.warnings[0]?.message).toContain("Other is in the same table without a limit");
    expect(both.document.Statement[0]?.Condition).toBeUndefined();
  });
});
