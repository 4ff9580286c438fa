import { defineEntity, defineTable, type Repository, repository } from "keywright";
import { describe, expect } from "vitest";
import * as z from "zod";
import { dynamodbTest } from "./index.ts";

const taskTable = defineTable({ name: "TaskApp", partitionKey: { PK: "S" }, timeToLive: "expiresAt" });
const Task = defineEntity({
  name: "Task",
  table: taskTable,
  schema: z.object({ taskId: z.string(), title: z.string() }),
  key: { PK: "TASK#{taskId}" },
  timestamps: { createdAt: "createdAt" },
});

const test = dynamodbTest({
  model: [taskTable],
  engine: "dynoxide",
  connect: { scans: "forbid" },
  client: { maxAttempts: 2 },
  retryDelays: "none",
}).extend<{ tasks: Repository<typeof Task> }>({
  tasks: ({ db }, use) => use(repository(db, Task)),
});

describe("hooks and fixtures of a test", () => {
  let pid: number | undefined;
  test.beforeAll(({ engine }) => {
    pid = engine.pid;
  });
  test.beforeEach(async ({ tasks, clock }) => {
    clock.freeze("2026-05-01T12:00:00Z");
    await tasks.create({ taskId: "t1", title: "Write" });
  });

  test("see the engine and the tables of the test", async ({ engine, tasks, requests }) => {
    expect(engine.pid).toBe(pid);
    expect(await tasks.get({ taskId: "t1" })).toEqual({
      taskId: "t1",
      title: "Write",
      createdAt: new Date("2026-05-01T12:00:00Z"),
    });
    expect(requests).toHaveSent({ put: 1, get: 1 });
  });

  test("are made anew for each test", async ({ tasks, dynamodb }) => {
    expect(await tasks.get({ taskId: "t1" })).toMatchObject({ title: "Write" });
    await dynamodb.dropTables();
    await dynamodb.createTables(taskTable);
    expect(await tasks.get({ taskId: "t1" })).toBeUndefined();
  });
});

test("what the connection and the client are to be like, is passed on", async ({ tasks, faults, requests }) => {
  await expect(tasks.scan()).rejects.toThrow(/scans: "forbid"/);
  faults.throttle({ on: "GetItem", times: 2 });
  await expect(tasks.get({ taskId: "t1" })).rejects.toThrow(/throughput/i);
  expect(requests.all.map(({ attempts }) => attempts)).toEqual([2]);
});
