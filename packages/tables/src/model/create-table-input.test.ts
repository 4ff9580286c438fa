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
