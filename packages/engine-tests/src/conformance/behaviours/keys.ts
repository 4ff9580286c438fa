import { type AttributeValue, GetItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { Behaviours } from "../behaviour.ts";
import type { Bench } from "../bench.ts";
import { refused, same } from "../differs.ts";
import { B, N, S } from "../values.ts";

/** The sort keys of a partition in the order in which a query gives them, after they were written in another. */
async function inOrder(bench: Bench, table: "plain" | "bytes" | "numbers", keys: readonly AttributeValue[]) {
  const TableName = bench.tables[table];
  const PK = table === "numbers" ? { B: Buffer.from(bench.partition) } : S(bench.partition);
  for (const SK of [...keys].reverse()) await bench.client.send(new PutItemCommand({ TableName, Item: { PK, SK } }));
  const { Items } = await bench.client.send(
    new QueryCommand({
      TableName,
      ConsistentRead: true,
      KeyConditionExpression: "PK = :pk",
      ExpressionAttributeValues: { ":pk": PK },
    }),
  );
  return (Items ?? []).map(({ SK }) => SK);
}

export const keys = {
  "strings-in-order": {
    group: "keys",
    does: "Sort keys that are strings are ordered by their UTF-8 bytes, not by UTF-16 units",
    otherwise: "A test that reads a page in order sees another order than the service's.",
    probe: async (bench) => {
      const keys = ["10", "9", "A", "Z", "a", "b", "\u00e9", "\uff5e", "\u{1f600}"].map(S);
      same(await inOrder(bench, "plain", keys), keys, "order");
    },
  },
  "numbers-in-order": {
    group: "keys",
    does: "Sort keys that are numbers are ordered by value",
    probe: async (bench) => {
      const keys = [-100, -9.5, 0, "0.001", 1, 2, 10, "12345678901234567890", "1E+40"].map(N);
      const numbers = (await inOrder(bench, "numbers", keys)).map((key) => Number(key?.N));
      same(
        numbers,
        keys.map((key) => Number(key.N)),
        "order",
      );
    },
  },
  "bytes-in-order": {
    group: "keys",
    does: "Sort keys that are bytes are ordered as unsigned bytes",
    probe: async (bench) => {
      const keys = [B(0), B(1), B(1, 0), B(127), B(128), B(255)];
      same(await inOrder(bench, "bytes", keys), keys, "order");
    },
  },
  "number-keys-by-value": {
    group: "keys",
    does: "A key that is a number finds its item however the number is written",
    probe: async (bench) => {
      const TableName = bench.tables.numbers;
      const PK = { B: Buffer.from(bench.partition) };
      await bench.client.send(new PutItemCommand({ TableName, Item: { PK, SK: N("1.50"), a: S("x") } }));
      const { Item } = await bench.client.send(
        new GetItemCommand({ TableName, Key: { PK, SK: N("15E-1") }, ConsistentRead: true }),
      );
      same(Item?.a, S("x"), "item");
    },
  },
  "empty-keys-refused": {
    group: "keys",
    does: "Keys that are empty strings or empty bytes are refused",
    probe: async (bench) => {
      const { client, tables } = bench;
      await bench.put();
      await refused(bench.put({}, ""), "ValidationException", "empty string");
      const bytes = { PK: S(bench.partition), SK: B(7) };
      await client.send(new PutItemCommand({ TableName: tables.bytes, Item: bytes }));
      const empty = client.send(new PutItemCommand({ TableName: tables.bytes, Item: { ...bytes, SK: B() } }));
      await refused(empty, "ValidationException", "empty bytes");
    },
  },
  "key-lengths": {
    group: "keys",
    does: "A partition key has up to 2,048 bytes and a sort key up to 1,024",
    probe: async (bench) => {
      const send = (pk: number, sk: number) =>
        bench.client.send(
          new PutItemCommand({
            TableName: bench.tables.plain,
            Item: { PK: S(bench.partition.padEnd(pk, "x")), SK: S("x".repeat(sk)) },
          }),
        );
      await send(2048, 1024);
      await refused(send(2049, 1), "ValidationException", "partition key of 2,049 bytes");
      await refused(send(1, 1025), "ValidationException", "sort key of 1,025 bytes");
    },
  },
  "key-must-match": {
    group: "keys",
    does: "A key of another type, without its sort key, or with more attributes than the table's key is refused",
    probe: async (bench) => {
      const get = (Key: Record<string, AttributeValue>) =>
        bench.client.send(new GetItemCommand({ TableName: bench.tables.main, Key }));
      await bench.put({ a: S("x") });
      same((await get(bench.key())).Item?.a, S("x"), "item");
      await refused(get({ ...bench.key(), SK: N(1) }), "ValidationException", "another type");
      await refused(get({ PK: S(bench.partition) }), "ValidationException", "no sort key");
      await refused(get({ ...bench.key(), a: S("x") }), "ValidationException", "another attribute");
    },
  },
} as const satisfies Behaviours;
