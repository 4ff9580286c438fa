import { defineEntity, defineTable } from "keywright";
import { expect } from "vitest";
import * as z from "zod";
import { seedOf } from "../data/seed/seed.ts";
import { dynamodbTest } from "./index.ts";

const taskTable = defineTable({ name: "TaskApp", partitionKey: { PK: "S" } });
const Task = defineEntity({
  name: "Task",
  table: taskTable,
  schema: z.object({ taskId: z.string(), title: z.string() }),
  key: { PK: "TASK#{taskId}" },
});

const test = dynamodbTest({
  model: [taskTable],
  engine: "dynoxide",
  seed: [
    seedOf(Task, [
      { taskId: "t1", title: "Write" },
      { taskId: "t2", title: "Read" },
    ]),
  ],
});

test("a seed of data is there, and not recorded", async ({ db, requests }) => {
  expect(requests).toHaveSent({});
  const { items } = await db.send(Task.scan());
  expect(items.map(({ title }) => title).sort()).toEqual(["Read", "Write"]);
});
