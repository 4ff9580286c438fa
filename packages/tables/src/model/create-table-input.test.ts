import { defineTable } from "keywright";
import { expect, test } from "vitest";
import { addIndexInput } from "./add-index-input.ts";
import { createTableInput } from "./create-table-input.ts";

const taskTable = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "N" }, projection: "ALL" },
    byOwner: { type: "global", partitionKey: { SK: "S" }, projection: "KEYS_ONLY" },
    byUpdated: { type: "local", sortKey: { updatedAt: "B" }, projection: ["title", "expiresAt"] },
  },
  timeToLive: "expiresAt",
  stream: "NEW_AND_OLD_IMAGES",
});

test("prints keys, used attributes, indexes of both kinds and the stream", () => {
  expect(createTableInput(taskTable)).toEqual({
    TableName: "TaskApp",
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [
      { AttributeName: "PK", KeyType: "HASH" },
      { AttributeName: "SK", KeyType: "RANGE" },
    ],
    AttributeDefinitions: [
      { AttributeName: "PK", AttributeType: "S" },
      { AttributeName: "SK", AttributeType: "S" },
      { AttributeName: "GSI1PK", AttributeType: "S" },
      { AttributeName: "GSI1SK", AttributeType: "N" },
      { AttributeName: "updatedAt", AttributeType: "B" },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: "byStatus",
        KeySchema: [
          { AttributeName: "GSI1PK", KeyType: "HASH" },
          { AttributeName: "GSI1SK", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "ALL" },
      },
      {
        IndexName: "byOwner",
        KeySchema: [{ AttributeName: "SK", KeyType: "HASH" }],
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: "byUpdated",
        KeySchema: [
          { AttributeName: "PK", KeyType: "HASH" },
          { AttributeName: "updatedAt", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["title", "expiresAt"] },
      },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  });
});

test("leaves out what a small table does not have, and takes the run-time name", () => {
  expect(createTableInput(defineTable({ name: "Small", partitionKey: { id: "N" } }), { name: "test-Small" })).toEqual({
    TableName: "test-Small",
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "N" }],
  });
});

test("keeps the order of a key of several attributes", () => {
  const table = defineTable({
    name: "Wide",
    partitionKey: { id: "S" },
    indexes: {
      wide: {
        type: "global",
        partitionKey: [{ tenant: "S" }, { area: "N" }],
        sortKey: [{ day: "S" }, { id: "S" }],
        projection: ["note"],
      },
    },
  });
  const index = {
    IndexName: "wide",
    KeySchema: [
      { AttributeName: "tenant", KeyType: "HASH" },
      { AttributeName: "area", KeyType: "HASH" },
      { AttributeName: "day", KeyType: "RANGE" },
      { AttributeName: "id", KeyType: "RANGE" },
    ],
    Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["note"] },
  };
  expect(createTableInput(table).GlobalSecondaryIndexes).toEqual([index]);
  expect(addIndexInput("prod-Wide", table.model.indexes.get("wide")!)).toEqual({
    TableName: "prod-Wide",
    AttributeDefinitions: [
      { AttributeName: "tenant", AttributeType: "S" },
      { AttributeName: "area", AttributeType: "N" },
      { AttributeName: "day", AttributeType: "S" },
      { AttributeName: "id", AttributeType: "S" },
    ],
    GlobalSecondaryIndexUpdates: [{ Create: index }],
  });
});

const settings = {
  billing: { mode: "provisioned", read: 5, write: { min: 6, max: 60 } },
  warmThroughput: { readUnits: 13_000, writeUnits: 5_000 },
  tableClass: "infrequent-access",
  deletionProtection: true,
  encryption: { key: "alias/app" },
  tags: { team: "store", stage: "" },
  resourcePolicy: { Statement: [{ Effect: "Deny", Principal: "*", Action: "dynamodb:DeleteTable", Resource: "*" }] },
  indexes: { byStatus: { read: { min: 7, max: 70 }, warmThroughput: { readUnits: 12_000 } } },
  pointInTimeRecovery: true,
  contributorInsights: true,
} as const;
const indexes = {
  byStatus: { type: "global", partitionKey: { GP: "S" }, projection: "ALL" },
  byOwner: { type: "global", partitionKey: { owner: "S" }, projection: "ALL" },
} as const;

test("prints the settings that CreateTable takes; an index without units of its own has those of its table", () => {
  const table = defineTable({ name: "App", partitionKey: { PK: "S" }, indexes, settings });
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, ...rest } = createTableInput(table);
  expect(rest).toEqual({
    TableName: "App",
    BillingMode: "PROVISIONED",
    ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 6 },
    WarmThroughput: { ReadUnitsPerSecond: 13_000, WriteUnitsPerSecond: 5_000 },
    TableClass: "STANDARD_INFREQUENT_ACCESS",
    DeletionProtectionEnabled: true,
    SSESpecification: { Enabled: true, SSEType: "KMS", KMSMasterKeyId: "alias/app" },
    Tags: [
      { Key: "team", Value: "store" },
      { Key: "stage", Value: "" },
    ],
    ResourcePolicy: JSON.stringify(settings.resourcePolicy),
  });
  expect(GlobalSecondaryIndexes).toEqual([
    expect.objectContaining({
      IndexName: "byStatus",
      ProvisionedThroughput: { ReadCapacityUnits: 7, WriteCapacityUnits: 6 },
      WarmThroughput: { ReadUnitsPerSecond: 12_000 },
    }),
    expect.objectContaining({
      IndexName: "byOwner",
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 6 },
    }),
  ]);
  expect(GlobalSecondaryIndexes?.[1]).not.toHaveProperty("WarmThroughput");
  const byOwner = table.model.indexes.get("byOwner")!;
  expect(addIndexInput("App", byOwner, table.model.settings).GlobalSecondaryIndexUpdates).toEqual([
    { Create: GlobalSecondaryIndexes?.[1] },
  ]);
});

test("prints limits of on-demand tables and of their indexes, which have none by their table", () => {
  const table = defineTable({
    name: "App",
    partitionKey: { PK: "S" },
    indexes,
    settings: {
      billing: { mode: "on-demand", maxReadUnits: 5, maxWriteUnits: 6 },
      encryption: "managed",
      tableClass: "standard",
      indexes: { byOwner: { maxWriteUnits: 7 } },
    },
  });
  const input = createTableInput(table);
  expect(input).toMatchObject({
    BillingMode: "PAY_PER_REQUEST",
    OnDemandThroughput: { MaxReadRequestUnits: 5, MaxWriteRequestUnits: 6 },
    TableClass: "STANDARD",
    SSESpecification: { Enabled: true, SSEType: "KMS" },
  });
  expect(input.SSESpecification).not.toHaveProperty("KMSMasterKeyId");
  expect(input.GlobalSecondaryIndexes?.[0]).not.toHaveProperty("OnDemandThroughput");
  expect(input.GlobalSecondaryIndexes?.[1]).toMatchObject({ OnDemandThroughput: { MaxWriteRequestUnits: 7 } });
});
