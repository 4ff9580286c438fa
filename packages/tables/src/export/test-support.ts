import fc from "fast-check";
import { type AnyEntity, type AnyTable, defineEntity, defineTable } from "keywright";
import * as z from "zod";

/** The smallest table there is. */
const minimal = defineTable({ name: "Minimal", partitionKey: { id: "S" } });

/** An on-demand table with every setting that a table in one Region has. */
const taskTable = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "N" }, projection: "ALL" },
    "by-owner": { type: "global", partitionKey: { owner: "S" }, projection: ["title", "expiresAt"] },
    byUpdated: { type: "local", sortKey: { updatedAt: "B" }, projection: "KEYS_ONLY" },
  },
  timeToLive: "expiresAt",
  stream: "NEW_AND_OLD_IMAGES",
  settings: {
    billing: { mode: "on-demand", maxReadUnits: 1000, maxWriteUnits: 500 },
    warmThroughput: { readUnits: 15_000, writeUnits: 5000 },
    tableClass: "infrequent-access",
    kinesis: { streamArn: "arn:aws:kinesis:eu-west-1:123456789012:stream/changes", precision: "microsecond" },
    pointInTimeRecovery: { days: 7 },
    deletionProtection: true,
    encryption: { key: "alias/task-app" },
    tags: { team: "=", "cost:center": "N", stage: "2026-05-01" },
    contributorInsights: true,
    resourcePolicy: {
      Version: "2012-10-17",
      Id: "what the owners' tools may $(read) `here` %{if}\\b",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::210987654321:root" },
          Action: ["dynamodb:GetItem", "dynamodb:Query"],
          Resource: "arn:aws:dynamodb:eu-west-1:123456789012:table/TaskApp",
          // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM, which Terraform would take for its own
          Condition: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["${aws:PrincipalTag/tenant}"] } },
        },
      ],
    },
    indexes: {
      byStatus: { maxReadUnits: 100, warmThroughput: { readUnits: 13_000 }, contributorInsights: "throttled" },
    },
  },
});

/** Capacity that follows the use, of the table and of an index, and capacity that does not. */
const provisioned = defineTable({
  name: "Orders.v2",
  partitionKey: { customer: "S" },
  sortKey: { number: "N" },
  indexes: {
    byDay: { type: "global", partitionKey: { day: "S" }, projection: "KEYS_ONLY" },
    byState: { type: "global", partitionKey: { state: "S" }, sortKey: { day: "S" }, projection: "ALL" },
  },
  settings: {
    billing: { mode: "provisioned", read: { min: 5, max: 500 }, write: 10 },
    encryption: "managed",
    indexes: { byState: { read: 3, write: { min: 2, max: 20, target: 55 } } },
  },
});

/** A table whose replicas have settings of their own. */
const global = defineTable({
  name: "Sessions",
  partitionKey: { id: "S" },
  indexes: { byUser: { type: "global", partitionKey: { user: "S" }, projection: "ALL" } },
  timeToLive: "until",
  settings: {
    billing: { mode: "provisioned", read: { min: 5, max: 50 }, write: { min: 5, max: 50 } },
    encryption: { key: "arn:aws:kms:eu-west-1:123456789012:key/8e0f0a5e-9f0c-4f0b-8a3d-0123456789ab" },
    pointInTimeRecovery: true,
    tags: { team: "web" },
    indexes: { byUser: { contributorInsights: true } },
    replicas: {
      "us-east-1": {
        encryptionKey: "alias/sessions",
        tableClass: "infrequent-access",
        deletionProtection: true,
        pointInTimeRecovery: { days: 3 },
        read: 7,
        tags: { team: "web-us" },
        indexes: { byUser: { read: { min: 1, max: 9 } } },
      },
      "ap-southeast-2": {
        encryptionKey: "arn:aws:kms:ap-southeast-2:123456789012:alias/sessions",
        pointInTimeRecovery: true,
        contributorInsights: true,
        tags: { team: "web" },
        indexes: { byUser: { contributorInsights: "throttled" } },
      },
    },
  },
});

/** Writes are answered when a second Region has them; a third votes. */
const strong = defineTable({
  name: "Ledger",
  partitionKey: { account: "S" },
  sortKey: { entry: "S" },
  globalTable: "strong",
  settings: { replicas: { "eu-west-2": { maxReadUnits: 200 } }, witness: "eu-west-3", deletionProtection: true },
});

/** An index with keys of several attributes. */
const wide = defineTable({
  name: "Readings",
  partitionKey: { id: "S" },
  indexes: {
    byPlace: {
      type: "global",
      partitionKey: [{ tenant: "S" }, { area: "N" }],
      sortKey: [{ day: "S" }, { id: "S" }],
      projection: ["value"],
    },
  },
});

export const all: readonly AnyTable[] = [minimal, taskTable, provisioned, global, strong, wide];

/** Names that differ from those of the models. */
export const names: { readonly [name: string]: string } = { TaskApp: "prod-TaskApp" };

export const Task: AnyEntity = defineEntity({
  name: "Task",
  table: taskTable,
  schema: z.object({
    userId: z.string(),
    taskId: z.string(),
    title: z.string(),
    points: z.int().optional(),
    done: z.boolean().default(false),
    tags: z.set(z.string()).optional(),
    lines: z.array(z.object({ text: z.string() })).optional(),
    expiresAt: z.int().optional(),
    owner: z.string().optional(),
    status: z.enum(["OPEN", "DONE"]),
    rank: z.int(),
  }),
  key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
  indexes: { byStatus: { GSI1PK: "STATUS#{status}", GSI1SK: "{rank}" }, "by-owner": {} },
  version: "version",
  typeAttribute: { name: "kind", value: "task" },
});

const attributeName = fc.oneof(
  fc.constantFrom(
    "id",
    "N",
    "no",
    "it's",
    'a "b"',
    "$" + "{x}",
    "%{if}",
    "a\\b",
    "ü€😀",
    "$(x)",
    "`x`",
    "a: b",
    "#c",
    "*d",
    "- e",
  ),
  fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }),
);
const serviceName = fc.stringMatching(/^[A-Za-z0-9_.-]{3,20}$/);

/** Tables of any names and keys, with indexes of both kinds. */
export const anyKeys: fc.Arbitrary<AnyTable> = fc
  .record({
    name: serviceName,
    names: fc.uniqueArray(attributeName, { minLength: 14, maxLength: 14 }),
    types: fc.array(fc.constantFrom("S" as const, "N" as const, "B" as const), { minLength: 14, maxLength: 14 }),
    indexNames: fc.uniqueArray(serviceName, { minLength: 4, maxLength: 4 }),
    indexes: fc.array(
      fc.record({
        local: fc.boolean(),
        partition: fc.integer({ min: 1, max: 4 }),
        sort: fc.integer({ min: 0, max: 4 }),
        projection: fc.oneof(fc.constantFrom("ALL" as const, "KEYS_ONLY" as const), fc.integer({ min: 1, max: 3 })),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ name, names, types, indexNames, indexes }) => {
    const key = (i: number) => ({ [names[i] ?? ""]: types[i] ?? "S" });
    const keys = (from: number, count: number) => Array.from({ length: count }, (_, i) => key(from + i));
    const definition = {
      name,
      partitionKey: key(0),
      sortKey: key(1),
      indexes: Object.fromEntries(
        indexes.map(({ local, partition, sort, projection }, i) => [
          indexNames[i],
          {
            ...(local
              ? { type: "local", sortKey: key(2 + i) }
              : { type: "global", partitionKey: keys(2, partition), sortKey: keys(6, sort) }),
            projection: typeof projection === "string" ? projection : names.slice(11, 11 + projection),
          },
        ]),
      ),
    };
    return (defineTable as (definition: unknown) => AnyTable)(definition);
  });
