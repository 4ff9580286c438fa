import { defineEntity, defineTable, repository } from "keywright";
import { expect } from "vitest";
import * as z from "zod";
import { dynamodbTest } from "./index.ts";

const taskTable = defineTable({ name: "TaskApp", partitionKey: { PK: "S" }, sortKey: { SK: "S" } });
const Task = defineEntity({
  name: "Task",
  table: taskTable,
  schema: z.object({ userId: z.string(), taskId: z.string(), title: z.string() }),
  key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
});

const test = dynamodbTest({
  model: [taskTable],
  engine: "dynoxide",
  seed: async ({ db }) => {
    await db.send(Task.create({ userId: "ada", taskId: "t1", title: "Write" }));
    await db.send(Task.create({ userId: "ada", taskId: "t2", title: "Read" }));
  },
});

test("toHaveSent knows what was sent, wherever it is asked", async ({ dynamodb, db, client, requests }) => {
  const tasks = repository(db, Task);
  await tasks.get({ userId: "ada", taskId: "t1" });
  await tasks.query({ userId: "ada" });
  for (const source of [dynamodb, db, client, requests]) expect(source).toHaveSent({ get: 1, query: 1 });
  expect(requests).not.toHaveSent({ get: 1 });
  expect(() => expect(requests).toHaveSent({ get: 2 })).toThrow(
    /^Expected exactly these requests: get 2\.\nThese requests were sent:\n1\. GetItem TaskApp.*\n2\. Query TaskApp/,
  );
  expect(() => expect(requests).not.toHaveSent({ get: 1, query: 1 })).toThrow("Expected other requests than these");
});

test("toHaveScanned finds scans alone", async ({ db, requests }) => {
  await db.send(Task.query({ userId: "ada" }));
  expect(requests).not.toHaveScanned();
  expect(() => expect(requests).toHaveScanned()).toThrow("Expected a scan; none was sent.");
  await db.send(Task.scan());
  expect(requests).toHaveScanned();
  expect(() => expect(requests).not.toHaveScanned()).toThrow("Expected no scan");
});

test("toHaveBoundedQueries wants a limit or a range", async ({ db, requests }) => {
  await db.send(Task.query({ userId: "ada", taskId: { between: ["t1", "t9"] } }));
  expect(requests).toHaveBoundedQueries();
  expect(() => expect(requests).not.toHaveBoundedQueries()).toThrow("all have one");
  await db.send(Task.query({ userId: "ada" }));
  expect(requests).not.toHaveBoundedQueries();
  expect(requests).toHaveBoundedQueries({ prefixes: true });
  expect(() => expect(requests).toHaveBoundedQueries()).toThrow("Query TaskApp");
});

test("toCostAtMost adds up what was consumed", async ({ db, requests }) => {
  await db.send(Task.get({ userId: "ada", taskId: "t1" }));
  expect(requests).toCostAtMost(0.5);
  expect(requests).toCostAtMost({ read: 0.5, write: 0 });
  expect(requests).not.toCostAtMost({ read: 0.4 });
  expect(() => expect(requests).toCostAtMost(0.4)).toThrow("consumed were 0.5 in all");
  expect(() => expect(requests).not.toCostAtMost(1)).toThrow("it was not more");
});

test("a connection that nobody records is a mistake, not a mismatch", async ({ engine }) => {
  expect(() => expect(engine.client()).not.toHaveSent({})).toThrow("are not recorded");
});

test("snapshots of requests are the same in each run", async ({ db, requests }) => {
  await db.send(Task.get({ userId: "ada", taskId: "t1" }));
  expect(requests).toMatchInlineSnapshot(`
    1. GetItem TaskApp
    {
      "Key": { "PK": { "S": "USER#ada" }, "SK": { "S": "TASK#t1" } },
      "ReturnConsumedCapacity": "TOTAL"
    }
  `);
});

test("matchers are for what has requests", () => {
  // @ts-expect-error a number has no requests
  expect(() => expect(5).toHaveSent({})).toThrow(TypeError);
  // @ts-expect-error there is no such operation
  expect(() => expect({ requests: undefined }).toHaveSent({ fetch: 1 })).toThrow(TypeError);
});
