import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { defineEntity, defineTable } from "keywright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import * as z from "zod";
import type { Engine } from "../engine/engine.ts";
import { startEngine } from "../engine/start.ts";
import { becomes, isOpen, program } from "../engine/test-support.ts";
import { thisProcess } from "./owner.ts";
import { recordFolder } from "./record.ts";
import { startDynamoDB } from "./start-dynamodb.ts";

const taskTable = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  indexes: { byStatus: { type: "global", partitionKey: { GP: "S" }, projection: "ALL" } },
});
const auditTable = defineTable({ name: "Audit", partitionKey: { id: "S" } });
const Task = defineEntity({
  name: "Task",
  table: taskTable,
  schema: z.object({ taskId: z.string(), title: z.string() }),
  key: { PK: "TASK#{taskId}" },
});

let running: Engine;
let cache: string;
beforeAll(async () => {
  running = await startEngine({ engine: "dynoxide" });
});
afterAll(() => running.stop());
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "keywright-tables-"));
  vi.stubEnv("KEYWRIGHT_CACHE", cache);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(cache, { recursive: true });
  const left = await tablesThere();
  if (left.length > 0) throw new Error(`The test left tables behind: ${left.join(", ")}`);
});

async function tablesThere(): Promise<string[]> {
  return (await running.client().send(new ListTablesCommand({}))).TableNames ?? [];
}

async function records(): Promise<string[]> {
  return readdir(recordFolder(running.clientConfig)).catch(() => []);
}

test("db goes by the test's clock, unless the test brings its own", async () => {
  await using dynamodb = await startDynamoDB({ engine: running, tables: [auditTable] });
  const Audit = defineEntity({
    name: "Audit",
    table: auditTable,
    schema: z.object({ id: z.string() }),
    timestamps: { createdAt: "createdAt" },
  });
  dynamodb.clock.freeze("2031-01-02T03:04:05Z");
  const { createdAt } = await dynamodb.db.send(Audit.create({ id: "a" }));
  expect(createdAt).toEqual(dynamodb.clock.now());
  const clock = () => new Date("2040-01-01T00:00:00Z");
  await using other = await startDynamoDB({ engine: running, tables: [auditTable], connect: { clock } });
  expect((await other.db.send(Audit.create({ id: "a" }))).createdAt).toEqual(clock());
});

test("tests of one engine neither see nor disturb each other's requests", async () => {
  await using first = await startDynamoDB({ engine: running });
  await using second = await startDynamoDB({ engine: running });
  first.faults.reset({ times: Number.POSITIVE_INFINITY });
  await second.client.send(new ListTablesCommand({}));
  expect(first.requests.all).toEqual([]);
  expect(second.requests.counts()).toEqual({ listTables: 1 });
  first.client.destroy();
  await first.stop();
  await second.client.send(new ListTablesCommand({}));
});

test.each([
  ["partition", { partitionKey: [{ a: "S" }, { b: "S" }] }],
  ["sort", { partitionKey: { a: "S" }, sortKey: [{ b: "S" }, { c: "N" }] }],
] as const)(
  "a table whose index has several %s attributes is refused where queries of it would fail",
  async (_key, index) => {
    const indexes = { wide: { type: "global", ...index, projection: "ALL" } } as const;
    const wide = defineTable({ name: "Wide", partitionKey: { id: "S" }, indexes });
    await expect(startDynamoDB({ engine: running, tables: [wide] })).rejects.toMatchObject({
      code: "engine-lacks-capability",
      message: expect.stringMatching(/^The index 'wide' of the table 'Wide' .* which dynoxide [\d.]+ does not have/),
    });
    expect((await running.client().send(new ListTablesCommand({}))).TableNames).toEqual([]);
    // One attribute in a list is an ordinary key.
    const narrow = {
      narrow: { type: "global", partitionKey: [{ a: "S" }], sortKey: [{ b: "S" }], projection: "ALL" },
    } as const;
    await using dynamodb = await startDynamoDB({ engine: running });
    await dynamodb.createTables(defineTable({ name: "Narrow", partitionKey: { id: "S" }, indexes: narrow }));
  },
);

describe("on an engine of its own", () => {
  test("tables are there, under names of their own, and operations reach them", async () => {
    await using dynamodb = await startDynamoDB({ engine: "dynoxide", tables: [taskTable] });
    expect(dynamodb.tableNames).toEqual({ TaskApp: expect.stringMatching(/^TaskApp-[a-z0-9]{10}$/) });
    await dynamodb.db.send(Task.create({ taskId: "t1", title: "Write" }));
    expect(await dynamodb.db.send(Task.get({ taskId: "t1" }))).toEqual({ taskId: "t1", title: "Write" });
    const { TableNames } = await dynamodb.client.send(new ListTablesCommand({}));
    expect(TableNames).toEqual(Object.values(dynamodb.tableNames));
  });

  test("the engine ends with it, and nothing is written down", async () => {
    const dynamodb = await startDynamoDB({ engine: "dynoxide", tables: [taskTable] });
    await dynamodb.stop();
    await dynamodb.stop();
    expect(await isOpen(dynamodb.engine.endpoint)).toBe(false);
    expect(await readdir(cache)).toEqual([]);
  });

  test("db takes the options of connect", async () => {
    const inputs: string[] = [];
    await using dynamodb = await startDynamoDB({
      engine: "dynoxide",
      tables: [taskTable],
      connect: { observe: (event) => inputs.push(JSON.stringify(event)) },
    });
    await dynamodb.db.send(Task.get({ taskId: "t1" }));
    expect(inputs.join()).toContain(dynamodb.tableNames.TaskApp);
  });
});

describe("on a shared engine", () => {
  test("tests do not meet, and each deletes what is its own", async () => {
    const one = await startDynamoDB({ engine: running, tables: [taskTable] });
    const two = await startDynamoDB({ engine: running, tables: [taskTable, auditTable] });
    expect(one.tableNames.TaskApp).not.toBe(two.tableNames.TaskApp);
    await one.db.send(Task.create({ taskId: "t1", title: "Write" }));
    expect(await two.db.send(Task.get({ taskId: "t1" }))).toBeUndefined();
    expect(await tablesThere()).toHaveLength(3);
    await two.stop();
    expect(await tablesThere()).toEqual([one.tableNames.TaskApp]);
    await one.stop();
    expect(await isOpen(running.endpoint)).toBe(true);
  });

  test("tables can be created later, dropped, and created anew", async () => {
    await using dynamodb = await startDynamoDB({ engine: running });
    expect(dynamodb.tableNames).toEqual({});
    await dynamodb.createTables(taskTable, auditTable);
    await dynamodb.db.send(Task.create({ taskId: "t1", title: "Write" }));
    await expect(dynamodb.createTables(taskTable)).rejects.toMatchObject({ code: "table-name-taken" });
    await dynamodb.dropTables();
    expect(dynamodb.tableNames).toEqual({});
    expect(await tablesThere()).toEqual([]);
    await expect(dynamodb.createTables(taskTable, taskTable)).rejects.toMatchObject({ code: "table-name-taken" });
    await dynamodb.createTables(taskTable);
    expect(await dynamodb.db.send(Task.get({ taskId: "t1" }))).toBeUndefined();
  });

  test("nothing is created after stop", async () => {
    const dynamodb = await startDynamoDB({ engine: running });
    await dynamodb.stop();
    await expect(dynamodb.createTables(taskTable)).rejects.toMatchObject({ code: "engine-stopped" });
  });

  test("a table that cannot be created leaves no other behind", async () => {
    const wide = defineTable({ name: "Wide", partitionKey: { id: "S" }, sortKey: { id2: "S" } });
    // The same attribute twice: no model can say this, and the engine refuses it.
    const broken = { ...wide, model: { ...wide.model, sortKey: wide.model.partitionKey } };
    await expect(startDynamoDB({ engine: running, tables: [taskTable, broken] })).rejects.toMatchObject({
      name: "ValidationException",
    });
    expect(await tablesThere()).toEqual([]);
  });

  test("the longest name has room for its suffix", async () => {
    const longest = defineTable({ name: "a".repeat(255), partitionKey: { id: "S" } });
    await using dynamodb = await startDynamoDB({ engine: running, tables: [longest] });
    expect(Object.values(dynamodb.tableNames)).toEqual([expect.stringMatching(/^a{244}-[a-z0-9]{10}$/)]);
  });
});

describe("on an endpoint, which outlives the program", () => {
  const leave = `
    const { startDynamoDB } = await import(${JSON.stringify(fileURLToPath(new URL("./start-dynamodb.ts", import.meta.url)))});
    const { defineTable } = await import("keywright");
    const table = defineTable({ name: "Left", partitionKey: { id: "S" } });
    const { tableNames } = await startDynamoDB({ tables: [table] });
    say(tableNames);
    setInterval(() => {}, 1000);`;
  const env = () => ({ KEYWRIGHT_ENGINE: "", KEYWRIGHT_ENDPOINT: running.endpoint, KEYWRIGHT_CACHE: cache });

  test("tables are written down while they are there", async () => {
    const dynamodb = await startDynamoDB({ endpoint: running.endpoint, tables: [taskTable] });
    expect(await records()).toHaveLength(1);
    await dynamodb.dropTables();
    expect(await records()).toEqual([]);
    await dynamodb.createTables(auditTable);
    expect(await records()).toHaveLength(1);
    await dynamodb.stop();
    expect(await records()).toEqual([]);
    expect(await isOpen(running.endpoint)).toBe(true);
  });

  test("what a killed program left is deleted by the next one, and what a running one has is not", async () => {
    const { child, said } = program(leave, env());
    const left = Object.values((await said) as Record<string, string>);
    await using first = await startDynamoDB({ endpoint: running.endpoint, tables: [auditTable] });
    expect((await tablesThere()).sort()).toEqual([...Object.values(first.tableNames), ...left]);
    child.kill("SIGKILL");
    expect(await becomes(() => child.signalCode !== null, 20_000)).toBe(true);
    expect(await tablesThere()).toContain(left[0]);
    await using second = await startDynamoDB({ endpoint: running.endpoint });
    expect(second.tableNames).toEqual({});
    expect(await tablesThere()).toEqual(Object.values(first.tableNames));
    expect(await records()).toHaveLength(1);
  });

  /** A record of a table that is there, as another process would have left it. */
  async function leftBy(owner: object, ageMs: number): Promise<string> {
    const other = await startDynamoDB({ engine: running, tables: [auditTable] });
    const table = other.tableNames.Audit!;
    const folder = recordFolder(running.clientConfig);
    await mkdir(folder, { recursive: true });
    const file = join(folder, `other-${table}.json`);
    await writeFile(file, JSON.stringify({ owner, endpoint: running.endpoint, tables: [table] }));
    const time = new Date(Date.now() - ageMs);
    await utimes(file, time, time);
    return table;
  }

  test.runIf(process.platform === "linux")("a later process with the same id is another one", async () => {
    const table = await leftBy({ ...thisProcess(), started: "another boot 1" }, 0);
    expect(await tablesThere()).toContain(table);
    await (await startDynamoDB({ endpoint: running.endpoint })).stop();
    expect(await tablesThere()).not.toContain(table);
  });

  test("a process on another machine is left alone for a day", async () => {
    const owner = { pid: 1, host: `not ${hostname()}` };
    const young = await leftBy(owner, 60 * 60_000);
    const old = await leftBy(owner, 25 * 60 * 60_000);
    await (await startDynamoDB({ endpoint: running.endpoint })).stop();
    expect(await tablesThere()).toEqual([young]);
    expect(await tablesThere()).not.toContain(old);
    await utimes(join(recordFolder(running.clientConfig), `other-${young}.json`), new Date(0), new Date(0));
    await (await startDynamoDB({ endpoint: running.endpoint })).stop();
    expect(await records()).toEqual([]);
  });

  test("a table that is gone already is no obstacle, and a broken record is told", async () => {
    const folder = recordFolder(running.clientConfig);
    await mkdir(folder, { recursive: true });
    const owner = { pid: 1, host: "elsewhere" };
    const gone = join(folder, "gone.json");
    await writeFile(gone, JSON.stringify({ owner, endpoint: running.endpoint, tables: ["never-there"] }));
    await utimes(gone, new Date(0), new Date(0));
    await writeFile(join(folder, "broken.json"), "{");
    const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    try {
      await (await startDynamoDB({ endpoint: running.endpoint })).stop();
      expect(warned).toHaveBeenCalledExactlyOnceWith(expect.stringContaining("broken.json"), "KeywrightWarning");
    } finally {
      warned.mockRestore();
    }
    expect(await records()).toEqual(["broken.json"]);
  });
});
