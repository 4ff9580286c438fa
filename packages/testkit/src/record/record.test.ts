import { QueryCommand, ScanCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { connect, defineEntity, defineTable, eq, repository } from "keywright";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { failure, useNotes } from "../network/test-support.ts";
import { expectBoundedQueries } from "./expect-bounded.ts";
import { expectCapacity } from "./expect-capacity.ts";
import { expectNoScan, expectRequests } from "./expect-requests.ts";
import { logOf } from "./source.ts";

const taskTable = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: { byStatus: { type: "global", partitionKey: { GP: "S" }, sortKey: { GS: "S" }, projection: "ALL" } },
});
const Task = defineEntity({
  name: "Task",
  table: taskTable,
  schema: z.object({ userId: z.string(), taskId: z.string(), title: z.string() }),
  key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
});
const plainTable = defineTable({ name: "Plain", partitionKey: { id: "S" }, sortKey: { at: "S" } });

const fixture = useNotes({ tables: [taskTable, plainTable] });

function thrown(assertion: () => void): Error & { actual?: unknown; expected?: unknown } {
  try {
    assertion();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("It did not throw");
}

describe("the log", () => {
  test("has what was sent, with capacity, errors and time", async () => {
    const { db, requests } = fixture();
    const tasks = repository(db, Task);
    await tasks.create({ userId: "u1", taskId: "t1", title: "x".repeat(2000) });
    await failure(tasks.create({ userId: "u1", taskId: "t1", title: "again" }));
    await tasks.get({ userId: "u1", taskId: "t1" }, { consistent: true });
    expect(requests.all).toMatchObject([
      {
        operation: "PutItem",
        verb: "put",
        tableNames: ["TaskApp"],
        attempts: 1,
        status: 200,
        capacity: { read: 0, write: 2 },
      },
      { verb: "put", status: 400, error: "ConditionalCheckFailedException" },
      { verb: "get", status: 200, error: undefined, capacity: { read: 1, write: 0 } },
    ]);
    expect(requests.all[0]?.input).toMatchObject({ Item: { PK: { S: "USER#u1" } } });
    expect(requests.all.every(({ milliseconds = -1 }) => milliseconds > 0 && milliseconds < 5000)).toBe(true);
    expect(requests.counts()).toEqual({ put: 2, get: 1 });
    expect(requests.capacity()).toEqual({ read: 1, write: 2 });
  });

  test("begins anew where it is told to", async () => {
    const { db, requests } = fixture();
    const tasks = repository(db, Task);
    await tasks.get({ userId: "u1", taskId: "t1" });
    const later = requests.since();
    expect(later.all).toEqual([]);
    await tasks.query({ userId: "u1" });
    expect(later.counts()).toEqual({ query: 1 });
    expect(requests.counts()).toEqual({ get: 1, query: 1 });
    requests.clear();
    expect(later.all).toEqual([]);
    await tasks.get({ userId: "u1", taskId: "t1" });
    expect(later.counts()).toEqual({ get: 1 });
  });

  test("counts both kinds of a transaction's units", async () => {
    const { client, tableNames, requests } = fixture();
    const Item = { id: { S: "a" }, at: { S: "b" } };
    const input = { TransactItems: [{ Put: { TableName: tableNames.Plain, Item } }], ClientRequestToken: "token" };
    const command = () => new TransactWriteItemsCommand({ ...input, ReturnConsumedCapacity: "TOTAL" });
    await client.send(command());
    expect(requests.capacity()).toEqual({ read: 0, write: 2 });
    expect(requests.all).toMatchObject([{ verb: "transactWrite", tableNames: ["Plain"] }]);
  });

  test("is found from everything that sends through the client", async () => {
    const dynamodb = fixture();
    const { db, client, requests } = dynamodb;
    const own = connect(client, { tables: dynamodb.tableNames });
    for (const source of [dynamodb, db, client, own]) expect(logOf(source)).toBe(requests);
    const part = requests.since();
    expect(logOf(part)).toBe(part);
    const foreign = connect(dynamodb.engine.client());
    expect(thrown(() => expectNoScan(foreign))).toMatchObject({ code: "requests-not-recorded" });
  });
});

describe("expectRequests", () => {
  test("takes exactly the requests that were sent; retries are no requests of their own", async () => {
    const { db, faults } = fixture();
    faults.reset();
    await repository(db, Task).get({ userId: "u1", taskId: "t1" });
    expectRequests(db, { get: 1 });
    expectRequests(db, { get: 1, put: 0 });
    for (const wrong of [{}, { get: 2 }, { get: 1, query: 1 }, { query: 1 }]) {
      expect(() => expectRequests(db, wrong)).toThrow("Expected");
    }
  });

  test("says what was sent instead, without values of items", async () => {
    const dynamodb = fixture();
    const tasks = repository(dynamodb.db, Task);
    await tasks.create({ userId: "secret-user", taskId: "t1", title: "secret" });
    await tasks.query({ userId: "secret-user" }, { limit: 5 });
    const error = thrown(() => expectRequests(dynamodb, { get: 1, query: 2 }));
    expect(error).toMatchObject({
      name: "AssertionError",
      code: "ERR_ASSERTION",
      actual: { put: 1, query: 1 },
      expected: { get: 1, query: 2 },
    });
    expect(error.message).toBe(
      [
        "Expected exactly these requests: get 1, query 2.",
        "These requests were sent:",
        "1. PutItem TaskApp, 1 write unit",
        "2. Query TaskApp, Limit 5, 0.5 read units",
      ].join("\n"),
    );
  });

  test("names few of many", async () => {
    const { db } = fixture();
    for (let i = 0; i < 45; i++) await repository(db, Task).get({ userId: "u1", taskId: "t1" });
    const { message } = thrown(() => expectRequests(db, {}));
    expect(message.split("\n")).toHaveLength(43);
    expect(message).toMatch(/^Expected no requests\.\n.*\n1\. /);
    expect(message).toMatch(/40\. GetItem TaskApp.*\n\.\.\. and 5 more$/);
  });
});

test("expectNoScan finds scans", async () => {
  const { db } = fixture();
  await repository(db, Task).query({ userId: "u1" });
  expectNoScan(db);
  await db.send(Task.scan());
  expect(() => expectNoScan(db)).toThrow(/^Expected no scan: .*\nThese requests were sent:\n1\. Query.*\n2\. Scan/);
});

describe("expectCapacity", () => {
  test("holds requests to a budget, of both kinds or of each", async () => {
    const { db } = fixture();
    const tasks = repository(db, Task);
    await tasks.put({ userId: "c", taskId: "t", title: "a" });
    await tasks.get({ userId: "c", taskId: "t" });
    expectCapacity(db, { atMost: 1.5 });
    expectCapacity(db, { atMost: { read: 0.5, write: 1 } });
    expectCapacity(db, { atMost: { read: 0.5 } });
    expect(thrown(() => expectCapacity(db, { atMost: 1 }))).toMatchObject({ actual: 1.5, expected: 1 });
    const error = thrown(() => expectCapacity(db, { atMost: { read: 0 } }));
    expect(error).toMatchObject({ actual: { read: 0.5, write: 1 }, expected: { read: 0, write: 1 } });
    expect(error.message).toContain("consumed were 0.5 for reading and 1 for writing");
    expect(() => expectCapacity(db, { atMost: { write: 0 } })).toThrow("Expected at most");
  });

  test("counts nothing that it does not know", async () => {
    const { db, client, tableNames } = fixture();
    await client.send(new ScanCommand({ TableName: tableNames.Plain }));
    expect(thrown(() => expectCapacity(db, { atMost: 100 }))).toMatchObject({ code: "capacity-unknown" });
  });
});

describe("expectBoundedQueries", () => {
  const query = (condition: string, more: object = {}) => {
    const { client, tableNames } = fixture();
    const values = [":id", ":a", ":b"].filter((name) => condition.includes(name));
    return client.send(
      new QueryCommand({
        TableName: tableNames.Plain,
        KeyConditionExpression: condition,
        ExpressionAttributeNames: { "#at": "at", ...(condition.includes("#id") && { "#id": "id" }) },
        ExpressionAttributeValues: Object.fromEntries(values.map((name) => [name, { S: name }])),
        FilterExpression: "attribute_not_exists(nothing)",
        ...more,
      }),
    );
  };
  const bounded = [
    "id = :id AND #at = :a",
    "id = :id AND #at BETWEEN :a AND :b",
    "#at < :a AND id = :id",
    "(id = :id) and (#at >= :a)",
  ];

  test.each(bounded)("%s is bounded", async (condition) => {
    await query(condition);
    expectBoundedQueries(fixture());
  });

  test.each(["id = :id", "id = :id AND begins_with(#at, :a)"])("%s needs a limit", async (condition) => {
    const names = condition.includes("#at") ? {} : { ExpressionAttributeNames: undefined };
    await query(condition, { Limit: 3, ...names });
    expectBoundedQueries(fixture());
    await query(condition, names);
    const error = thrown(() => expectBoundedQueries(fixture()));
    expect(error).toMatchObject({ name: "AssertionError", actual: ["Query Plain"], expected: [] });
    expect(error.message).toContain("1. Query Plain, Limit 3");
  });

  test("a beginning of the sort key is a bound where the test says so", async () => {
    const { db } = fixture();
    await db.send(Task.query({ userId: "u1" }));
    expect(() => expectBoundedQueries(db)).toThrow("prefixes: true");
    expectBoundedQueries(db, { prefixes: true });
  });

  test("a limit that Keywright cannot send, because of a filter, is explained", async () => {
    const { db } = fixture();
    await db.send(Task.query({ userId: "u1" }, { limit: 5, where: (t) => eq(t.title, "a") }));
    expect(() => expectBoundedQueries(db)).toThrow("`pageSize` what is read");
    fixture().requests.clear();
    await db.send(Task.query({ userId: "u1" }, { limit: 5, pageSize: 20, where: (t) => eq(t.title, "a") }));
    expectBoundedQueries(db);
  });

  test("conditions of the SDK's older form count as well", async () => {
    const { client, tableNames } = fixture();
    const condition = (operator: "EQ" | "GT" | "BEGINS_WITH", value: string) => ({
      ComparisonOperator: operator,
      AttributeValueList: [{ S: value }],
    });
    const legacy = (conditions: object) =>
      client.send(
        new QueryCommand({ TableName: tableNames.Plain, KeyConditions: { id: condition("EQ", "i"), ...conditions } }),
      );
    await legacy({ at: condition("GT", "a") });
    expectBoundedQueries(fixture());
    await legacy({ at: condition("BEGINS_WITH", "a") });
    expect(() => expectBoundedQueries(fixture())).toThrow("Expected a limit");
  });

  test("a scan needs a limit", async () => {
    const { client, tableNames } = fixture();
    await client.send(new ScanCommand({ TableName: tableNames.Plain, Limit: 10 }));
    expectBoundedQueries(fixture());
    await client.send(new ScanCommand({ TableName: tableNames.Plain }));
    expect(() => expectBoundedQueries(fixture())).toThrow("Scan Plain");
  });
});
