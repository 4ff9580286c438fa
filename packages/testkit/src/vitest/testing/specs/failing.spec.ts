import { setTimeout as delay } from "node:timers/promises";
import { defineEntity, defineTable } from "keywright";
import { expect, test as plain } from "vitest";
import * as z from "zod";
import { dynamodbTest } from "../../index.ts";
import { tell } from "../tell.ts";

const taskTable = defineTable({ name: "TaskApp", partitionKey: { PK: "S" } });

const Task = defineEntity({
  name: "Task",
  table: taskTable,
  schema: z.object({ taskId: z.string(), title: z.string() }),
  key: { PK: "TASK#{taskId}" },
});

// Long enough for tables to be made on a busy machine.
const timeout = 2500;

const test = dynamodbTest({ model: [taskTable] });

test("fails", async ({ db, dynamodb }) => {
  tell({ table: dynamodb.tableNames.TaskApp });
  await db.send(Task.create({ taskId: "t1", title: "Left behind?" }));
  throw new Error("as it has to");
});

test("times out", { timeout }, async ({ db, dynamodb }) => {
  tell({ table: dynamodb.tableNames.TaskApp });
  await db.send(Task.create({ taskId: "t1", title: "Left behind?" }));
  await delay(60_000, undefined, { ref: false });
});

let attempts = 0;
test("is tried again, on tables that are empty", { retry: 1 }, async ({ db, dynamodb }) => {
  attempts += 1;
  tell({ table: dynamodb.tableNames.TaskApp });
  await db.send(Task.create({ taskId: "t1", title: "Left behind?" }));
  expect(attempts).toBe(2);
});

test("has a fault that never happens", ({ faults, dynamodb }) => {
  tell({ table: dynamodb.tableNames.TaskApp });
  faults.throttle({ on: "GetItem" });
});

test("fails, and does not speak of faults", ({ faults, dynamodb }) => {
  tell({ table: dynamodb.tableNames.TaskApp });
  faults.throttle({ on: "GetItem" });
  throw new Error("as it has to");
});

const badly = dynamodbTest({
  model: [taskTable],
  seed: ({ tableNames }) => {
    tell({ table: tableNames.TaskApp });
    throw new Error("no seed");
  },
});
badly("has a seed that fails", ({ db }) => {
  tell({ unexpected: typeof db });
});

const slowly = dynamodbTest({
  model: [taskTable],
  seed: async ({ tableNames }) => {
    tell({ table: tableNames.TaskApp });
    await delay(timeout + 500);
    tell({ seeded: true });
  },
});
slowly("times out before it begins", { timeout }, ({ db }) => {
  tell({ unexpected: typeof db });
});
plain("gives what has timed out the time to end", async () => {
  expect(await delay(1500, "over")).toBe("over");
});
