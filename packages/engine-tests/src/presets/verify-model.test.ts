import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import {
  defineEntity,
  defineTable,
  electrodb,
  type ModelReport,
  ReadError,
  ValidationError,
  verifyModel,
  type WireItem,
} from "keywright";
import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { nameOf, storedItems, useDynamoDB } from "../test-support.ts";
import { empty } from "./support.ts";

const table = defineTable({
  name: "App",
  partitionKey: { pk: "S" },
  sortKey: { sk: "S" },
  indexes: { gsi1: { type: "global", partitionKey: { gsi1pk: "S" }, projection: "ALL" } },
});
const indexes = {
  tasks: { pk: { field: "pk", composite: ["user", "team"] }, sk: { field: "sk", composite: ["task"] } },
  byStatus: { index: "gsi1", pk: { field: "gsi1pk", composite: ["status"] } },
} as const;
const schema = z.object({
  user: z.string(),
  team: z.string(),
  task: z.string(),
  status: z.string().optional(),
  points: z.int().max(100).optional(),
});
const Task = defineEntity({
  name: "Task",
  table,
  schema,
  ...electrodb({ model: { service: "app", entity: "task", version: "1" }, indexes }),
});
const Note = defineEntity({
  name: "Note",
  table,
  schema: z.object({ user: z.string(), note: z.string() }),
  key: { pk: "USER#{user}", sk: "NOTE#{note}" },
});

const dynamodb = useDynamoDB({ tables: [table] });
const put = (Item: WireItem) =>
  dynamodb().client.send(new PutItemCommand({ TableName: nameOf(dynamodb(), table), Item }));
const identity: WireItem = { __edb_e__: { S: "task" }, __edb_v__: { S: "1" } };
const item = (task: string, more: WireItem = {}): WireItem => ({
  pk: { S: "$app#user_u#team_red" },
  sk: { S: `$task_1#task_${task}` },
  user: { S: "U" },
  team: { S: "Red" },
  task: { S: task },
  ...identity,
  ...more,
});
const verify = (options = {}): Promise<ModelReport> => verifyModel(dynamodb().db, [Task, Note], options);
beforeEach(() => empty(dynamodb(), table));

describe("verifyModel", () => {
  test("finds nothing where everything fits", async () => {
    await put(item("1", { status: { S: "Open" }, gsi1pk: { S: "$app$task_1#status_open" } }));
    await dynamodb().db.send(Note.create({ user: "u", note: "n" }));
    expect(await verify()).toEqual({
      read: 2,
      complete: true,
      own: { Task: 1, Note: 1 },
      foreign: { count: 0, examples: [] },
      misfits: { type: 0, schema: 0, keys: 0 },
      findings: [],
      unknownAttributes: { Task: {}, Note: {} },
    });
  });

  test("says what does not fit, with keys, paths and reasons, and without values", async () => {
    await put(item("unreadable", { points: { N: "101" } }));
    await put(item("wrong-type", { points: { S: "secret" } }));
    await put(item("stale", { status: { S: "Open" }, gsi1pk: { S: "$app$task_1#status_done" } }));
    await put(item("ambiguous", { team: { S: "Red#x" }, user: { S: "U" }, pk: { S: "$app#user_u#team_red#x" } }));
    await put(item("delimiter", { user: { S: "U#1" }, pk: { S: "$app#user_u#1#team_red" } }));
    const { __edb_v__, ...versionless } = item("versionless");
    await put(versionless);
    await put({ ...item("other-version"), __edb_v__: { S: "2" } });
    await put({ ...item("moved"), sk: { S: "$task_2#task_moved" } });
    await put({ ...item("extra"), colour: { S: "secret" }, size: { N: "1" } });
    await put({ ...item("extra2"), colour: { S: "secret" } });
    await put({ pk: { S: "CONFIG" }, sk: { S: "CONFIG" } });
    const before = await storedItems(dynamodb(), table);
    const report = await verify();
    const found = (task: string) =>
      report.findings.flatMap(({ key, ...rest }) => (String(key.sk).endsWith(`task_${task}`) ? [rest] : []));

    expect(report).toMatchObject({ read: 11, complete: true, own: { Task: 8, Note: 0 } });
    expect(found("unreadable")).toEqual([
      { entity: "Task", kind: "schema", issues: [expect.objectContaining({ path: ["points"], code: "too_big" })] },
    ]);
    expect(found("wrong-type")).toEqual([
      { entity: "Task", kind: "schema", issues: [expect.objectContaining({ path: ["points"] })] },
    ]);
    expect(found("stale")).toEqual([{ entity: "Task", kind: "keys", attributes: ["gsi1pk"], issues: [] }]);
    expect(found("ambiguous")).toEqual([]);
    expect(found("delimiter")).toEqual([
      {
        entity: "Task",
        kind: "keys",
        attributes: [],
        issues: [expect.objectContaining({ path: ["user"], message: expect.stringContaining("contains '#'") })],
      },
    ]);
    expect(found("versionless")).toEqual([
      { entity: "Task", kind: "type", attributes: ["__edb_v__"], problem: "type-missing" },
    ]);
    expect(found("other-version")).toEqual([
      { entity: "Task", kind: "type", attributes: ["__edb_e__", "__edb_v__"], problem: "type-differs" },
    ]);
    expect(found("moved")).toEqual([{ entity: "Task", kind: "type", attributes: ["sk"], problem: "keys-differ" }]);
    expect(report.foreign.count).toBe(3);
    expect(report.foreign.examples).toContainEqual({ pk: "CONFIG", sk: "CONFIG" });
    expect(report.unknownAttributes).toEqual({ Task: { colour: 2, size: 1 }, Note: {} });
    expect(report.misfits).toEqual({ type: 3, schema: 2, keys: 2 });
    expect(JSON.stringify(report)).not.toContain("secret");
    expect(await storedItems(dynamodb(), table)).toEqual(before);
  });

  test("reads a sample, keeps some examples, and tells how far it is", async () => {
    for (let i = 0; i < 5; i++) await put({ pk: { S: `P${i}` }, sk: { S: "x" } });
    expect(await verify({ sample: 3, examples: 2 })).toMatchObject({
      read: 3,
      complete: false,
      foreign: { count: 3, examples: [expect.anything(), expect.anything()] },
    });
    const progress: number[] = [];
    await verify({ sample: "all", onProgress: ({ read }: ModelReport) => progress.push(read) });
    expect(progress.at(-1)).toBe(5);
  });

  test("stops when told to, and refuses what cannot be verified", async () => {
    await put(item("1"));
    await expect(verify({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
    await expect(verify({ sample: 0 })).rejects.toSatisfy(ValidationError.isInstance);
    const elsewhere = defineEntity({
      name: "Elsewhere",
      table: defineTable({ name: "Other", partitionKey: { pk: "S" } }),
      schema: z.object({ pk: z.string() }),
    });
    await expect(verifyModel(dynamodb().db, [Task, elsewhere])).rejects.toThrow(/several tables/);
    await expect(verifyModel(dynamodb().db, [])).rejects.toThrow(TypeError);
  });
});

describe("items that another program wrote", () => {
  test("are read where their keys are ambiguous, and the type attributes say whose they are", async () => {
    await put(item("t", { user: { S: "U#team_x" }, team: { S: "Red" }, pk: { S: "$app#user_u#team_x#team_red" } }));
    const all = await dynamodb().db.send(Task.scan());
    expect(all.items).toEqual([{ user: "U#team_x", team: "Red", task: "t" }]);
    expect(() => Task.put({ user: "U#team_x", team: "Red", task: "t" }).toRequest()).toThrow(/contains '#'/);
  });

  test("are not read where the type attributes name another, and where nothing names them and keys do not fit", async () => {
    await put({ ...item("a"), __edb_e__: { S: "note" } });
    const { __edb_e__, __edb_v__, ...nameless } = item("b", { pk: { S: "$app#user_u#x#team_red" } });
    await put(nameless);
    expect(await dynamodb().db.send(Task.scan())).toMatchObject({ items: [], skipped: 2 });
  });

  test("report their key when they cannot be read", async () => {
    await put(item("t", { points: { S: "x" } }));
    const error = await dynamodb()
      .db.send(Task.get({ user: "U", team: "Red", task: "t" }))
      .catch((caught: unknown) => caught);
    expect(error).toSatisfy(ReadError.isInstance);
  });
});
