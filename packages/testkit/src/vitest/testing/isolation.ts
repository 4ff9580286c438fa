import { setTimeout as delay } from "node:timers/promises";
import { defineEntity, defineTable, repository } from "keywright";
import { expect } from "vitest";
import * as z from "zod";
import { dynamodbTest } from "../index.ts";
import { tell } from "./tell.ts";

const taskTable = defineTable({ name: "TaskApp", partitionKey: { PK: "S" } });

const Task = defineEntity({
  name: "Task",
  table: taskTable,
  schema: z.object({ taskId: z.string(), title: z.string() }),
  key: { PK: "TASK#{taskId}" },
});

const seeded = { taskId: "seeded", title: "Before every test" };
const test = dynamodbTest({ model: [taskTable], seed: ({ db }) => db.send(Task.create(seeded)) });
const other = dynamodbTest({ model: [taskTable] });

/** Tests side by side that all write the same items, each with its own idea of what they should be. */
export function describeIsolation(file: string): void {
  test.for(Array.from({ length: 12 }, (_, i) => `${file} ${i}`))(
    "%s",
    { concurrent: true },
    async (title, { db, dynamodb, engine, requests }) => {
      expect(requests.counts()).toEqual({});
      const tasks = repository(db, Task);
      await tasks.create({ taskId: "t1", title });
      await delay(Math.random() * 20);
      await tasks.update({ taskId: "seeded" }, { title });
      await delay(Math.random() * 20);
      const { items } = await tasks.scan();
      expect(items.map((task) => [task.taskId, task.title]).sort()).toEqual([
        ["seeded", title],
        ["t1", title],
      ]);
      expect(requests.counts()).toEqual({ put: 1, update: 1, scan: 1 });
      tell({ file, process: process.pid, engine: engine.pid, table: dynamodb.tableNames.TaskApp });
    },
  );

  other(`${file} without a seed`, async ({ db, engine }) => {
    expect((await repository(db, Task).scan()).items).toEqual([]);
    tell({ file, process: process.pid, engine: engine.pid });
  });
}
