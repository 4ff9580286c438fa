import type { RuleGroup } from "../rule.ts";

export const tables: RuleGroup = {
  title: "Tables",
  rules: [
    {
      rule: "A table has a name and a partition key",
      right: [`defineTable({ name: "App", partitionKey: { PK: "S" } })`],
      wrong: [
        { code: `defineTable(«{ name: "App" }»)`, says: "Property 'partitionKey' is missing" },
        { code: `defineTable(«{ partitionKey: { PK: "S" } }»)`, says: "Property 'name' is missing" },
        { code: `defineTable({ «nam»: "App", partitionKey: { PK: "S" } })`, says: "'nam' does not exist" },
      ],
    },
    {
      rule: "The properties of a table are those that there are",
      right: [
        `defineTable({ name: "App", partitionKey: { PK: "S" }, sortKey: { SK: "S" }, indexes: {}, timeToLive: "expiresAt", stream: "KEYS_ONLY" })`,
      ],
      wrong: [
        {
          code: `defineTable({ name: "App", partitionKey: { PK: "S" }, «sortkey»: { SK: "S" } })`,
          says: "'sortkey' does not exist",
        },
        {
          code: `defineTable({ name: "App", partitionKey: { PK: "S" }, «indices»: {} })`,
          says: "'indices' does not exist",
        },
        {
          code: `defineTable({ name: "App", partitionKey: { PK: "S" }, «ttl»: "expiresAt" })`,
          says: "'ttl' does not exist",
        },
        {
          code: `defineTable({ name: "App", partitionKey: { PK: "S" }, «timeToLive»: 3 })`,
          says: "Type 'number' is not assignable to type 'string'",
        },
        {
          code: `defineTable({ name: "App", partitionKey: { PK: "S" }, «stream»: "ALL" })`,
          says: `Type '"ALL"' is not assignable to type 'StreamView'`,
        },
      ],
    },
    {
      rule: "A key attribute is a string, a number or binary",
      right: [`defineTable({ name: "App", partitionKey: { PK: "B" }, sortKey: { SK: "N" } })`],
      wrong: [
        {
          code: `defineTable({ name: "App", partitionKey: { «PK»: "T" } })`,
          says: `Type '"T"' is not assignable to type 'KeyType'`,
        },
        {
          code: `defineTable({ name: "App", partitionKey: { PK: "S" }, sortKey: { «SK»: "BOOL" } })`,
          says: `Type '"BOOL"' is not assignable to type 'KeyType'`,
        },
      ],
    },
    {
      rule: "A key of a table has one attribute; a global index up to four",
      right: [
        `defineTable({ name: "App", partitionKey: { PK: "S" }, indexes: { far: { type: "global", partitionKey: [{ a: "S" }, { b: "S" }], sortKey: [{ c: "S" }, { d: "N" }], projection: "ALL" } } })`,
      ],
      wrong: [
        {
          code: `defineTable({ name: "App", partitionKey: { «PK»: "S", «SK»: "S" } })`,
          says: "a key has one attribute",
        },
        {
          code: `defineTable({ name: "App", «partitionKey»: {} })`,
          says: "a key has one attribute",
        },
        {
          code: `defineTable({ name: "App", partitionKey: { PK: "S" }, indexes: { far: { type: "global", «partitionKey»: [{ a: "S" }, { b: "S" }, { c: "S" }, { d: "S" }, { e: "S" }], projection: "ALL" } } })`,
          says: "a global index has 1 to 4 partition key attributes",
        },
        {
          code: `defineTable({ name: "App", partitionKey: { PK: "S" }, indexes: { far: { type: "global", «partitionKey»: [], projection: "ALL" } } })`,
          says: "a global index has 1 to 4 partition key attributes",
        },
        {
          code: `defineTable({ name: "App", partitionKey: { PK: "S" }, sortKey: { SK: "S" }, indexes: { near: { type: "local", «sortKey»: [{ a: "S" }, { b: "S" }], projection: "ALL" } } })`,
          says: "a local index has one sort key attribute",
        },
      ],
    },
    {
      rule: "An index has a type, its keys, and what it projects",
      right: [
        `defineTable({ name: "App", partitionKey: { PK: "S" }, sortKey: { SK: "S" }, indexes: { far: { type: "global", partitionKey: { a: "S" }, projection: "KEYS_ONLY" }, near: { type: "local", sortKey: { b: "N" }, projection: ["title"] } } })`,
      ],
      wrong: [
        {
          code: `defineTable({ name: "App", partitionKey: { PK: "S" }, indexes: { «far»: { partitionKey: { a: "S" }, projection: "ALL" } } })`,
          says: "Property 'type' is missing",
        },
        {
          code: `defineTable({ name: "App", partitionKey: { PK: "S" }, indexes: { «far»: { type: "global", partitionKey: { a: "S" } } } })`,
          says: "Property 'projection' is missing",
        },
        {
          code: `defineTable({ name: "App", partitionKey: { PK: "S" }, indexes: { «far»: { type: "global", projection: "ALL" } } })`,
          says: "Property 'partitionKey' is missing",
        },
        {
          code: `defineTable({ name: "App", partitionKey: { PK: "S" }, sortKey: { SK: "S" }, indexes: { «near»: { type: "local", projection: "ALL" } } })`,
          says: "Property 'sortKey' is missing",
        },
        {
          code: `defineTable({ name: "App", partitionKey: { PK: "S" }, indexes: { far: { type: "global", partitionKey: { a: "S" }, «sortkey»: { b: "S" }, projection: "ALL" } } })`,
          says: "an index has no property 'sortkey'",
        },
        {
          code: `defineTable({ name: "App", partitionKey: { PK: "S" }, indexes: { far: { «type»: "gsi", partitionKey: { a: "S" }, projection: "ALL" } } })`,
          says: `Type '"gsi"' is not assignable to type`,
        },
        {
          code: `defineTable({ name: "App", partitionKey: { PK: "S" }, indexes: { far: { type: "global", partitionKey: { a: "S" }, «projection»: "all" } } })`,
          says: `Type '"all"' is not assignable to type`,
        },
        {
          code: `defineTable({ name: "App", partitionKey: { PK: "S" }, indexes: { far: { type: "global", partitionKey: { «a»: "T" }, projection: "ALL" } } })`,
          says: `Type '"T"' is not assignable to type 'KeyType'`,
        },
      ],
    },
    {
      rule: "A local index has the partition key of its table, which has a sort key",
      right: [
        `defineTable({ name: "App", partitionKey: { PK: "S" }, sortKey: { SK: "S" }, indexes: { near: { type: "local", sortKey: { b: "S" }, projection: "ALL" } } })`,
      ],
      wrong: [
        {
          code: `defineTable({ name: "App", partitionKey: { PK: "S" }, sortKey: { SK: "S" }, indexes: { near: { type: "local", «partitionKey»: { a: "S" }, sortKey: { b: "S" }, projection: "ALL" } } })`,
          says: "a local index has the partition key of its table: leave 'partitionKey' out",
        },
        {
          code: `defineTable({ name: "App", partitionKey: { PK: "S" }, indexes: { «near»: { type: "local", sortKey: { b: "S" }, projection: "ALL" } } })`,
          says: "a local index needs a table with a sort key",
        },
      ],
    },
  ],
};
