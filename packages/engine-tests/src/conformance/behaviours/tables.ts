import {
  CreateBackupCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  ExecuteStatementCommand,
  ListTablesCommand,
  type ListTablesCommandOutput,
  ListTagsOfResourceCommand,
  type Projection,
  TagResourceCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import type { Behaviours } from "../behaviour.ts";
import type { Bench } from "../bench.ts";
import { refused, same } from "../differs.ts";
import { simpleTable, type TableShape } from "../tables.ts";
import { N, S, upTo } from "../values.ts";

const REFUSED = "ValidationException";
const create = (bench: Bench, more: Partial<TableShape> = {}) => bench.createTable({ ...simpleTable, ...more });

const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: "S" }) as const;

function gone(bench: Bench, TableName: string): Promise<void> {
  const isGone = async () => {
    const error = await bench.client.send(new DescribeTableCommand({ TableName })).catch((reason: Error) => reason);
    if (error instanceof Error && error.name !== "ResourceNotFoundException") throw error;
    return error instanceof Error;
  };
  return bench.until(isGone, "the deleted table stays");
}

export const tables = {
  "table-described": {
    group: "tables",
    does: "A table's description has its keys, indexes, projections and stream as they were asked for",
    probe: async (bench) => {
      const index = (IndexName: string, keys: readonly string[], Projection: Projection) => ({
        IndexName,
        KeySchema: keys.map((AttributeName, i) => ({
          AttributeName,
          KeyType: i === 0 ? ("HASH" as const) : ("RANGE" as const),
        })),
        Projection,
      });
      const asked = {
        KeySchema: index("", ["PK", "SK"], {}).KeySchema,
        AttributeDefinitions: ["PK", "SK", "G", "R"].map(attribute),
        GlobalSecondaryIndexes: [index("global", ["G"], { ProjectionType: "INCLUDE", NonKeyAttributes: ["a", "b"] })],
        LocalSecondaryIndexes: [index("local", ["PK", "R"], { ProjectionType: "KEYS_ONLY" })],
        StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_IMAGE" },
      } satisfies Partial<TableShape>;
      const table = await create(bench, asked);
      same(table.KeySchema, asked.KeySchema, "keys");
      same(table.StreamSpecification, asked.StreamSpecification, "stream");
      for (const kind of ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] as const) {
        const described = table[kind]?.map(({ IndexName, KeySchema, Projection }) => ({
          IndexName,
          KeySchema,
          Projection,
        }));
        same(described, asked[kind], kind);
      }
      same(table.BillingModeSummary?.BillingMode, "PAY_PER_REQUEST", "billing mode");
    },
  },
  "unused-attribute-definitions": {
    group: "tables",
    does: "A table is refused that defines attributes which no key uses, or whose keys are not defined",
    probe: async (bench) => {
      await create(bench);
      await refused(create(bench, { AttributeDefinitions: ["PK", "a"].map(attribute) }), REFUSED, "one more");
      await refused(create(bench, { AttributeDefinitions: [attribute("a")] }), REFUSED, "another");
    },
  },
  "local-index-needs-sort-key": {
    group: "tables",
    does: "A local index is refused on a table without a sort key",
    probe: async (bench) => {
      const LocalSecondaryIndexes = [
        {
          IndexName: "local",
          KeySchema: [
            { AttributeName: "PK", KeyType: "HASH" },
            { AttributeName: "R", KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "ALL" },
        },
      ] satisfies TableShape["LocalSecondaryIndexes"];
      const sorted = {
        KeySchema: [...(simpleTable.KeySchema ?? []), { AttributeName: "SK", KeyType: "RANGE" }],
        AttributeDefinitions: ["PK", "SK", "R"].map(attribute),
      } satisfies Partial<TableShape>;
      await create(bench, { ...sorted, LocalSecondaryIndexes });
      const unsorted = { AttributeDefinitions: ["PK", "R"].map(attribute), LocalSecondaryIndexes };
      await refused(create(bench, unsorted), REFUSED, "without sort key");
    },
  },
  "table-recreated": {
    group: "tables",
    does: "A deleted table is gone with its items, and a new one of its name is empty",
    probe: async (bench) => {
      const { TableName } = await create(bench);
      const to = { TableName };
      const item = { PK: S("x") };
      await bench.put(item, "a", to);
      same((await bench.query({ ...to, ExpressionAttributeValues: { ":pk": S("x") } })).Count, 1, "items");
      await bench.client.send(new DeleteTableCommand({ TableName }));
      await gone(bench, TableName);
      await create(bench, { TableName });
      same(
        (await bench.query({ ...to, ExpressionAttributeValues: { ":pk": S("x") } })).Count,
        0,
        "items of the new one",
      );
    },
  },
  "list-of-tables": {
    group: "tables",
    does: "Tables are listed by name, page by page",
    probe: async (bench) => {
      const made: string[] = [];
      for (const _ of upTo(3)) made.push((await create(bench)).TableName);
      const found: string[] = [];
      let start = made[0];
      while (start !== undefined && found.length < 2) {
        const page: ListTablesCommandOutput = await bench.client.send(
          new ListTablesCommand({ ExclusiveStartTableName: start, Limit: 1 }),
        );
        found.push(...(page.TableNames ?? []).filter((name) => made.includes(name)));
        start = page.LastEvaluatedTableName;
      }
      same(found, made.slice(1), "tables behind the first");
    },
  },
  "deletion-protection": {
    group: "tables",
    does: "A table with deletion protection is not deleted",
    proves: "deletionProtection",
    probe: async (bench) => {
      const { TableName, DeletionProtectionEnabled } = await create(bench, { DeletionProtectionEnabled: true });
      const remove = () => bench.client.send(new DeleteTableCommand({ TableName }));
      try {
        same(DeletionProtectionEnabled, true, "described protection");
        await refused(remove(), REFUSED, "deletion");
      } finally {
        const unprotect = new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false });
        // DynamoDB Local says that the protection is off before it is.
        const isDeleted = async () => {
          await bench.client.send(unprotect).catch(() => undefined);
          return remove().then(Boolean, () => false);
        };
        await bench.until(isDeleted, "the protection stays");
      }
    },
  },
  tags: {
    group: "tables",
    does: "A table carries tags",
    proves: "tags",
    otherwise: "Code that tags tables, or reads their tags, cannot be tested there.",
    probe: async (bench) => {
      const { TableArn: ResourceArn } = await create(bench);
      await bench.client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: "team", Value: "a" }] }));
      const { Tags } = await bench.client.send(new ListTagsOfResourceCommand({ ResourceArn }));
      same(Tags, [{ Key: "team", Value: "a" }], "tags");
    },
  },
  backups: {
    group: "tables",
    does: "A backup can be made of a table",
    proves: "backups",
    otherwise: "Code for backups, point-in-time recovery, export and import cannot be tested there.",
    probe: async (bench) => {
      const { TableName } = await create(bench);
      const command = new CreateBackupCommand({ TableName, BackupName: "backup" });
      const { BackupDetails } = await bench.client.send(command);
      same(BackupDetails?.BackupName, "backup", "name of the backup");
    },
  },
  "one-account-one-store": {
    group: "tables",
    does: "Tables belong to the account: another of its access keys sees them",
    disproves: "storePerAccessKey",
    otherwise:
      "Tests can have a store of their own by an access key of their own; clients with different keys do not meet.",
    probe: async (bench) => {
      const { TableName } = await create(bench);
      const { Table } = await bench.otherClient.send(new DescribeTableCommand({ TableName }));
      same(Table?.TableName, TableName, "table that another access key sees");
    },
  },
  throttling: {
    group: "tables",
    does: "Requests over a table's provisioned throughput are throttled",
    proves: "throttling",
    otherwise: "The engine alone never runs code for throttling: inject it, with `dynamodb.faults.throttle`.",
    probe: async (bench) => {
      const ProvisionedThroughput = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 };
      const { TableName } = await create(bench, { BillingMode: "PROVISIONED", ProvisionedThroughput });
      const item = { PK: S("x"), filler: S("x".repeat(390 * 1024)) };
      const outcomes = [];
      for (const i of upTo(6)) {
        const Item = { ...item, i: N(i) };
        outcomes.push(await bench.put(Item, "a", { TableName, Item }).catch((error: Error) => error));
      }
      const errors = outcomes.filter((outcome) => outcome instanceof Error).map(({ name }) => name);
      const [error = "none"] = errors;
      same(error, "ProvisionedThroughputExceededException", "error of 2,300 units at one unit a second");
    },
  },
  partiql: {
    group: "tables",
    does: "PartiQL statements insert, update and read items",
    proves: "partiql",
    probe: async (bench) => {
      await insert(bench);
      await statement(bench, `UPDATE TABLE SET n = n + 1 WHERE PK = ? AND SK = 'a'`);
      same((await statement(bench, "SELECT n FROM TABLE WHERE PK = ?")).Items, [{ n: N(2) }], "items");
    },
  },
  "partiql-inserts-once": {
    group: "tables",
    does: "A PartiQL insert of an item that is there fails with DuplicateItemException",
    otherwise: "Code that looks for this error by its name does not see it in a test.",
    probe: async (bench) => {
      await insert(bench);
      await refused(insert(bench), "DuplicateItemException", "second insert");
    },
  },
} as const satisfies Behaviours;

const statement = (bench: Bench, text: string) =>
  bench.client.send(
    new ExecuteStatementCommand({
      Statement: text.replace("TABLE", `"${bench.tables.main}"`),
      Parameters: [S(bench.partition)],
      ...(text.startsWith("SELECT") && { ConsistentRead: true }),
    }),
  );

const insert = (bench: Bench) => statement(bench, `INSERT INTO TABLE VALUE {'PK': ?, 'SK': 'a', 'n': 1}`);
