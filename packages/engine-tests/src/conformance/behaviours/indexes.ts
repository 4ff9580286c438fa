import { DescribeTableCommand, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import type { Behaviours } from "../behaviour.ts";
import { activeTable, type Bench } from "../bench.ts";
import { refused, same } from "../differs.ts";
import { simpleTable } from "../tables.ts";
import { N, S, SS } from "../values.ts";

const REFUSED = "ValidationException";

const added = (attribute: string) => ({
  Create: {
    IndexName: `by${attribute}`,
    KeySchema: [{ AttributeName: attribute, KeyType: "HASH" as const }],
    Projection: { ProjectionType: "ALL" as const },
  },
});

function addIndexes(bench: Bench, TableName: string, ...attributes: string[]) {
  return bench.client.send(
    new UpdateTableCommand({
      TableName,
      AttributeDefinitions: ["PK", ...attributes].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      GlobalSecondaryIndexUpdates: attributes.map(added),
    }),
  );
}

export const indexes = {
  "sparse-index": {
    group: "indexes",
    does: "An item is in an index exactly while it has all attributes of the index's key",
    probe: async (bench) => {
      const G1 = S(bench.partition);
      const ask = { IndexName: "whole", KeyConditionExpression: "G1 = :pk" };
      await bench.put({ G1 });
      same(await bench.found(ask), [], "with one attribute");
      await bench.put({ G1, G2: S("x") });
      same(await bench.found(ask), ["a"], "with both");
      await bench.update("REMOVE G2");
      same(await bench.found(ask), [], "after REMOVE");
    },
  },
  "index-follows": {
    group: "indexes",
    does: "An index follows puts, updates of its key and deletes",
    probe: async (bench) => {
      const [one, two] = [`${bench.partition}1`, `${bench.partition}2`];
      const at = async (key: string) =>
        (await bench.query({ ...ask, ExpressionAttributeValues: { ":pk": S(key) } })).Items ?? [];
      const ask = { IndexName: "whole", KeyConditionExpression: "G1 = :pk" };
      await bench.put({ G1: S(one), G2: S("x"), a: N(1) });
      same((await at(one))[0]?.a, N(1), "after put");
      await bench.update("SET G1 = :g, a = :a", { ":g": S(two), ":a": N(2) });
      same([(await at(one)).length, (await at(two))[0]?.a], [0, N(2)], "after update");
      await bench.delete();
      same((await at(two)).length, 0, "after delete");
    },
  },
  "index-keys-repeat": {
    group: "indexes",
    does: "Items with the same index key stand side by side in a global index",
    probe: async (bench) => {
      for (const sk of ["a", "b"]) await bench.put({ G1: S(bench.partition), G2: S("x") }, sk);
      const found = await bench.found({ IndexName: "whole", KeyConditionExpression: "G1 = :pk" });
      same([...found].sort(), ["a", "b"], "items");
    },
  },
  "index-key-type": {
    group: "indexes",
    does: "A write whose index key has another type, or is empty, is refused",
    probe: async (bench) => {
      await bench.put({ G1: S("x"), rank: N(1) });
      await refused(bench.put({ G1: N(1) }), REFUSED, "a number for a string");
      await refused(bench.put({ G1: { NULL: true } }), REFUSED, "null");
      await refused(bench.put({ G1: SS("x") }), REFUSED, "a set");
      await refused(bench.put({ G1: S("") }), REFUSED, "an empty string");
      await refused(bench.update("SET rank = :v", { ":v": S("1") }), REFUSED, "a string for a number");
      same(await bench.get(), { G1: S("x"), rank: N(1) }, "item");
    },
  },
  "index-key-length": {
    group: "indexes",
    does: "A write whose index key is longer than a key may be is refused",
    otherwise: "A test does not see that the service refuses the write.",
    probe: async (bench) => {
      const long = (G1: number, G2: number) => bench.put({ G1: S("x".repeat(G1)), G2: S("x".repeat(G2)) });
      await long(2048, 1024);
      await refused(long(2049, 1), REFUSED, "partition key of 2,049 bytes");
      await refused(long(1, 1025), REFUSED, "sort key of 1,025 bytes");
    },
  },
  "index-created-later": {
    group: "indexes",
    does: "A new global index is filled from the items that are there",
    probe: async (bench) => {
      const { TableName } = await bench.createTable(simpleTable);
      await bench.put({ G: S("g"), n: N(1) }, "a", { TableName });
      await addIndexes(bench, TableName, "G");
      await activeTable(bench.client, TableName);
      const { Items } = await bench.query({
        TableName,
        IndexName: "byG",
        KeyConditionExpression: "G = :g",
        ExpressionAttributeValues: { ":g": S("g") },
      });
      same(
        Items?.map(({ n }) => n),
        [N(1)],
        "items",
      );
    },
  },
  "index-created-gradually": {
    group: "indexes",
    does: "A new global index is CREATING before it is ACTIVE",
    proves: "gradualIndexCreation",
    otherwise: "Code that forgets to wait for a new index passes the test.",
    probe: async (bench) => {
      const { TableName } = await bench.createTable(simpleTable);
      const { TableDescription } = await addIndexes(bench, TableName, "G");
      same(TableDescription?.GlobalSecondaryIndexes?.[0]?.IndexStatus, "CREATING", "status at first");
      const { GlobalSecondaryIndexes } = await activeTable(bench.client, TableName);
      same(GlobalSecondaryIndexes?.[0]?.IndexStatus, "ACTIVE", "status at last");
    },
  },
  "one-index-at-a-time": {
    group: "indexes",
    does: "One global index at a time is created or deleted",
    otherwise: "A migration that changes two indexes at once passes the test and fails in the service.",
    probe: async (bench) => {
      const { TableName } = await bench.createTable(simpleTable);
      await refused(addIndexes(bench, TableName, "G", "H"), "LimitExceededException", "two indexes in one call");
      await addIndexes(bench, TableName, "G");
      const { GlobalSecondaryIndexes } = await activeTable(bench.client, TableName);
      same(
        GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName),
        ["byG"],
        "indexes",
      );
    },
  },
  "index-deleted": {
    group: "indexes",
    does: "A deleted global index is gone from the table's description, and a query of it is refused",
    probe: async (bench) => {
      const { TableName } = await bench.createTable(simpleTable);
      await addIndexes(bench, TableName, "G");
      await activeTable(bench.client, TableName);
      const ask = { TableName, IndexName: "byG", KeyConditionExpression: "G = :pk" };
      same((await bench.query(ask)).Count, 0, "items");
      await bench.client.send(
        new UpdateTableCommand({ TableName, GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "byG" } }] }),
      );
      const isGone = async () => {
        const { Table } = await bench.client.send(new DescribeTableCommand({ TableName }));
        return (Table?.GlobalSecondaryIndexes ?? []).length === 0;
      };
      await bench.until(isGone, "the index stays");
      // DynamoDB Local may answer with an InternalFailure for a moment.
      const failure = async () => (await bench.query(ask).catch((error: Error) => error)) as { readonly name?: string };
      await bench.until(async () => (await failure()).name === REFUSED, "query of the deleted index: not refused");
    },
  },
  "index-keys-of-several-attributes": {
    group: "indexes",
    does: "A global index can have several partition and sort key attributes: a query names all of the first, and of the others a beginning",
    proves: "multiAttributeIndexKeys",
    otherwise: "Tables with such an index cannot be tested there; `startDynamoDB` says so.",
    probe: async (bench) => {
      const attributes = ["A", "B", "C", "D"];
      const { TableName } = await bench.createTable({
        ...simpleTable,
        AttributeDefinitions: [
          { AttributeName: "PK", AttributeType: "S" },
          ...attributes.map((AttributeName) => ({ AttributeName, AttributeType: "S" as const })),
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: "wide",
            KeySchema: attributes.map((AttributeName, i) => ({ AttributeName, KeyType: i < 2 ? "HASH" : "RANGE" })),
            Projection: { ProjectionType: "ALL" },
          },
        ],
      });
      const item = (PK: string, [A, B, C, D]: string) =>
        bench.put({ PK: S(PK), A: S(`${A}`), B: S(`${B}`), C: S(`${C}`), D: S(`${D}`) }, "a", { TableName });
      await Promise.all([item("1", "aabb"), item("2", "aaab"), item("3", "aabc"), item("4", "abaa")]);
      const found = async (KeyConditionExpression: string, values: Record<string, string>) =>
        (
          await bench.query({
            TableName,
            IndexName: "wide",
            KeyConditionExpression,
            ExpressionAttributeValues: Object.fromEntries(Object.entries(values).map(([name, v]) => [name, S(v)])),
          })
        ).Items?.map(({ PK }) => PK?.S);
      same(await found("A = :a AND B = :a", { ":a": "a" }), ["2", "1", "3"], "both partition keys");
      same(await found("A = :a AND B = :a AND C = :b AND D > :b", { ":a": "a", ":b": "b" }), ["3"], "the whole key");
      await refused(found("A = :a AND D = :a", { ":a": "a" }), REFUSED, "a key with a gap");
    },
  },
} as const satisfies Behaviours;
