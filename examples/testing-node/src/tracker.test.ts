import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import {
  type Engine,
  eventually,
  expectBoundedQueries,
  expectCapacity,
  expectNoScan,
  expectRequests,
  loadSeed,
  seedOf,
  startDynamoDB,
  startEngine,
  type TestDynamoDB,
} from "@keywright/testkit";
import { Task, taskTable } from "./model.ts";
import { openTracker, type Tracker } from "./tracker.ts";

describe("a task tracker", () => {
  let engine: Engine;
  let dynamodb: TestDynamoDB;
  let tracker: Tracker;

  before(async () => {
    engine = await startEngine();
  });
  after(() => engine.stop());

  // One engine for the file, and a table of its own for each test, in which one task is.
  beforeEach(async () => {
    dynamodb = await startDynamoDB({ engine, tables: [taskTable], retryDelays: "none" });
    tracker = openTracker(dynamodb.db, dynamodb.clock.now);
    await loadSeed(dynamodb, seedOf(Task, [{ userId: "ada", taskId: "t1", title: "Write the report" }]));
  });
  afterEach(() => dynamodb.stop());

  test("adds a task", async () => {
    await tracker.add("ada", "t2", "Read it again");
    const task = await tracker.get("ada", "t2");
    assert.deepEqual([task?.title, task?.status, task?.version], ["Read it again", "OPEN", 1]);
    expectRequests(dynamodb, { put: 1, get: 1 });
  });

  test("adds a task once", async () => {
    await assert.rejects(tracker.add("ada", "t1", "Another"), { code: "item-exists" });
  });

  test("completes a task that somebody else renames meanwhile", async () => {
    dynamodb.faults.interleave({ on: "UpdateItem" }, () => tracker.rename("ada", "t1", "Write a short report"));
    const { title, status, version } = await tracker.complete("ada", "t1");
    assert.deepEqual([title, status, version], ["Write a short report", "DONE", 3]);
    expectRequests(dynamodb, { get: 1, update: 2 });
    dynamodb.faults.expectAllInjected();
  });

  test("finds open tasks by a global index", async () => {
    await tracker.add("bob", "t1", "Review the report");
    await eventually(async () => {
      const users = (await tracker.open()).map(({ userId }) => userId);
      assert.deepEqual(users, ["ada", "bob"]);
    });
    expectNoScan(dynamodb);
    expectBoundedQueries(dynamodb);
  });

  test("forgets a completed task after 30 days", async () => {
    await tracker.complete("ada", "t1");
    dynamodb.clock.advance({ days: 29 });
    assert.equal((await tracker.get("ada", "t1"))?.status, "DONE");
    dynamodb.clock.advance({ days: 1, seconds: 1 });
    assert.equal(await tracker.get("ada", "t1"), undefined);
  });

  test("is throttled, and comes through", async () => {
    dynamodb.faults.throttle({ on: "PutItem" });
    await tracker.add("ada", "t2", "Read it again");
    expectRequests(dynamodb, { put: 1 });
    assert.equal(dynamodb.requests.all[0]?.attempts, 2);
  });

  test("asks for as little as it can", async () => {
    await tracker.complete("ada", "t1");
    // A consistent read is 1 unit; a write is 1 for the table, and for the index 2, as its partition key changes.
    expectCapacity(dynamodb, { atMost: { read: 1, write: 3 } });
  });
});
