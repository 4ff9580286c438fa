import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";

/** What a table is made of; a name is found for it where it has none. */
export type TableShape = Omit<CreateTableCommandInput, "TableName"> & { readonly TableName?: string };

/** A table with a partition key alone. */
export const simpleTable: TableShape = {
  KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }],
  AttributeDefinitions: [{ AttributeName: "PK", AttributeType: "S" }],
};

/** The tables that probes share, each with partitions of its own. */
export const SHARED_TABLES = {
  main: {
    KeySchema: [
      { AttributeName: "PK", KeyType: "HASH" },
      { AttributeName: "SK", KeyType: "RANGE" },
    ],
    AttributeDefinitions: [
      { AttributeName: "PK", AttributeType: "S" },
      { AttributeName: "SK", AttributeType: "S" },
      { AttributeName: "G1", AttributeType: "S" },
      { AttributeName: "G2", AttributeType: "S" },
      { AttributeName: "rank", AttributeType: "N" },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: "whole",
        KeySchema: [
          { AttributeName: "G1", KeyType: "HASH" },
          { AttributeName: "G2", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "ALL" },
      },
      {
        IndexName: "part",
        KeySchema: [{ AttributeName: "G1", KeyType: "HASH" }],
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["note"] },
      },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: "ranked",
        KeySchema: [
          { AttributeName: "PK", KeyType: "HASH" },
          { AttributeName: "rank", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    ],
  },
  /** Without indexes, for items that are large or written by many at once. */
  plain: {
    KeySchema: [
      { AttributeName: "PK", KeyType: "HASH" },
      { AttributeName: "SK", KeyType: "RANGE" },
    ],
    AttributeDefinitions: [
      { AttributeName: "PK", AttributeType: "S" },
      { AttributeName: "SK", AttributeType: "S" },
    ],
  },
  bytes: {
    KeySchema: [
      { AttributeName: "PK", KeyType: "HASH" },
      { AttributeName: "SK", KeyType: "RANGE" },
    ],
    AttributeDefinitions: [
      { AttributeName: "PK", AttributeType: "S" },
      { AttributeName: "SK", AttributeType: "B" },
    ],
  },
  numbers: {
    KeySchema: [
      { AttributeName: "PK", KeyType: "HASH" },
      { AttributeName: "SK", KeyType: "RANGE" },
    ],
    AttributeDefinitions: [
      { AttributeName: "PK", AttributeType: "B" },
      { AttributeName: "SK", AttributeType: "N" },
    ],
  },
} as const satisfies Record<string, TableShape>;

export type SharedTable = keyof typeof SHARED_TABLES;
