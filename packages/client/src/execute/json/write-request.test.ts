// A comparison that is not misled by attributes named `constructor`.
import { deepStrictEqual } from "node:assert/strict";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { RequestName } from "../transport.ts";
import { textOf } from "./read-answer.ts";
import { item, mapOf, sdk, value } from "./test-support.ts";
import { writeRequest } from "./write-request.ts";

const table = fc.constant("TaskApp");
const prefixed = <T>(prefix: string, map: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(map).map(([name, member]) => [`${prefix}${name}`, member]));
const placeholders = {
  ExpressionAttributeNames: fc.option(
    mapOf(fc.string()).map((map) => prefixed("#", map)),
    { nil: undefined },
  ),
  ExpressionAttributeValues: fc.option(
    mapOf(value).map((map) => prefixed(":", map)),
    { nil: undefined },
  ),
};
const expressions = { ConditionExpression: fc.option(fc.string(), { nil: undefined }), ...placeholders };
const put = fc.record({ TableName: table, Item: item, ...expressions });
const update = fc.record({ TableName: table, Key: item, UpdateExpression: fc.string(), ...expressions });
const token = fc.uuid();

const page = fc.record({
  TableName: table,
  IndexName: fc.option(fc.string(), { nil: undefined }),
  ExclusiveStartKey: fc.option(item, { nil: undefined }),
  Limit: fc.option(fc.nat(), { nil: undefined }),
  FilterExpression: fc.option(fc.string(), { nil: undefined }),
  ConsistentRead: fc.option(fc.boolean(), { nil: undefined }),
  ...placeholders,
});
const perTable = <T>(content: fc.Arbitrary<T>) => fc.dictionary(fc.constantFrom("TaskApp", "Legacy"), content);

const inputs: { readonly [N in RequestName]: fc.Arbitrary<object> } = {
  GetItem: fc.record({ TableName: table, Key: item, ConsistentRead: fc.boolean() }),
  PutItem: put,
  UpdateItem: update,
  DeleteItem: fc.record({ TableName: table, Key: item, ...expressions }),
  Query: page,
  Scan: page,
  BatchGetItem: fc.record({ RequestItems: perTable(fc.record({ Keys: fc.array(item) })) }),
  BatchWriteItem: fc.record({
    RequestItems: perTable(
      fc.array(
        fc.oneof(
          fc.record({ PutRequest: fc.record({ Item: item }) }),
          fc.record({ DeleteRequest: fc.record({ Key: item }) }),
        ),
      ),
    ),
  }),
  TransactGetItems: fc.record({
    TransactItems: fc.array(fc.record({ Get: fc.record({ TableName: table, Key: item }) })),
  }),
  TransactWriteItems: fc.record({
    TransactItems: fc.array(fc.oneof(fc.record({ Put: put }), fc.record({ Update: update }))),
    ClientRequestToken: token,
  }),
};

const names = Object.keys(inputs) as RequestName[];

test.each(names)("%s is written as the SDK writes it", async (name) => {
  await fc.assert(
    fc.asyncProperty(inputs[name], async (input) => {
      const { sent, send } = sdk({ statusCode: 200, headers: {}, body: "{}" });
      await send(name, input as never);
      const [{ body } = { body: "" }] = sent;
      const written = writeRequest(name, input as never);
      deepStrictEqual(JSON.parse(written.toString()), JSON.parse(textOf(body)));
      // What is no text either way must not become it, and nothing is written twice.
      expect(written.byteLength).toBe(Buffer.byteLength(textOf(body)));
    }),
    { numRuns: 60 },
  );
});

test("a transaction without a token gets one", () => {
  const tokenOf = (input: object): unknown =>
    JSON.parse(writeRequest("TransactWriteItems", input as never).toString()).ClientRequestToken;
  const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
  expect(tokenOf({ TransactItems: [] })).toMatch(uuid);
  expect(tokenOf({ TransactItems: [], ClientRequestToken: undefined })).toMatch(uuid);
  expect(tokenOf({ TransactItems: [], ClientRequestToken: "mine" })).toBe("mine");
});

test("members that are undefined or null are left out, and bytes of any kind are written", () => {
  const input = {
    TableName: "T",
    Limit: undefined,
    IndexName: null,
    ExpressionAttributeValues: { ":a": { B: Buffer.from("ab") }, ":b": { BS: [new Uint8Array([255])] } },
  };
  expect(writeRequest("Query", input as never).toString()).toBe(
    '{"TableName":"T","ExpressionAttributeValues":{":a":{"B":"YWI="},":b":{"BS":["/w=="]}}}',
  );
});
