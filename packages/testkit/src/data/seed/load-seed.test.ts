import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import {
  bytes,
  decimal,
  defineEntity,
  defineTable,
  epochSeconds,
  isoDateTime,
  repository,
  toDecimal,
  url,
} from "keywright";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { startDynamoDB, type TestDynamoDB } from "../../tables/start-dynamodb.ts";
import { dumpTable } from "../dump-table.ts";
import { factory } from "../factory/factory.ts";
import { loadSeed } from "./load-seed.ts";
import { seedFromExport, seedFromJson, seedOf } from "./seed.ts";

const appTable = defineTable({
  name: "App",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: { byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, projection: "ALL" } },
});
const User = defineEntity({
  name: "User",
  table: appTable,
  schema: z.object({ userId: z.string(), name: z.string().min(2) }),
  key: { PK: "USER#{userId}", SK: "USER" },
  timestamps: { createdAt: "createdAt" },
});
const Task = defineEntity({
  name: "Task",
  table: appTable,
  schema: z.object({ taskId: z.string(), status: z.enum(["OPEN", "DONE"]).default("OPEN") }),
  key: { PK: "TASK#{taskId}", SK: "TASK" },
  indexes: { byStatus: { GSI1PK: "STATUS#{status}" } },
  version: "version",
});
const everything = {
  id: z.string(),
  big: z.bigint(),
  exact: decimal(),
  exactText: decimal(),
  data: bytes(),
  tags: z.set(z.string()),
  sums: z.set(z.bigint()),
  at: isoDateTime(),
  until: epochSeconds().nullable(),
  link: url(),
  day: z.codec(z.iso.date(), z.date(), { decode: (s) => new Date(s), encode: (d) => d.toISOString().slice(0, 10) }),
  list: z.array(z.object({ when: isoDateTime().optional(), n: z.number().default(1) })),
  pair: z.tuple([z.string(), z.bigint()]),
  map: z.record(z.string(), z.set(z.number())),
  either: z.union([z.number(), isoDateTime(), z.object({ d: decimal() })]),
  kind: z.discriminatedUnion("t", [
    z.object({ t: z.literal("a"), b: bytes() }),
    z.object({ t: z.literal("n"), n: z.bigint() }),
  ]),
};
const Everything = defineEntity({
  name: "Everything",
  table: defineTable({ name: "All", partitionKey: { id: "S" } }),
  schema: z.object(everything),
});

let dynamodb: TestDynamoDB;
let folder: string;
beforeAll(async () => {
  dynamodb = await startDynamoDB({ engine: "dynoxide" });
  folder = await mkdtemp(join(tmpdir(), "keywright-seed-"));
});
afterAll(async () => {
  await dynamodb.stop();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  await dynamodb.dropTables();
  await dynamodb.createTables(appTable, { model: Everything.model.table, "~entities": new Map() });
  dynamodb.clock.freeze("2026-05-01T12:00:00Z");
});

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe("inputs", () => {
  test("get what create gives them: defaults, keys, version, the time of the clock", async () => {
    const told: number[] = [];
    const seed = [
      seedOf(User, [{ userId: "u1", name: "Ada" }]),
      seedOf(Task, [{ taskId: "t1" }, { taskId: "t2", status: "DONE" }]),
    ];
    expect(await loadSeed(dynamodb, seed, { onProgress: ({ items }) => told.push(items) })).toEqual({ items: 3 });
    expect(told).toEqual([3]);
    const ada = await repository(dynamodb.db, User).get({ userId: "u1" });
    expect(ada).toEqual({ userId: "u1", name: "Ada", createdAt: new Date("2026-05-01T12:00:00Z") });
    const tasks = repository(dynamodb.db, Task);
    expect(await tasks.get({ taskId: "t1" })).toEqual({ taskId: "t1", status: "OPEN", version: 1 });
    expect((await tasks.indexes.byStatus.query({ status: "DONE" })).items).toHaveLength(1);
    await tasks.update({ taskId: "t1" }, { status: "DONE" }, { expected: 1 });
  });

  test("of a factory are loaded by the hundreds, and replace what is there", async () => {
    const made = factory(Task).buildMany(260, { status: "OPEN" });
    await loadSeed(dynamodb, seedOf(Task, made));
    await loadSeed(dynamodb, seedOf(Task, made));
    expect((await dumpTable(dynamodb, appTable)).split("\n")).toHaveLength(261);
  });

  test("are all checked before the first is written, and named", async () => {
    const wrong = [
      seedOf(User, [{ userId: "u1", name: "Ada" }]),
      seedOf(Task, [{ taskId: "t1" }, { taskId: "a", status: "ODD" as "OPEN" }]),
    ];
    await expect(loadSeed(dynamodb, wrong)).rejects.toMatchObject({
      code: "seed-invalid",
      message: expect.stringMatching(/^Item 2 of 'Task': 'status' Invalid option/),
    });
    const twice = seedOf(Task, [{ taskId: "t1" }, { taskId: "t2" }, { taskId: "t1" }]);
    await expect(loadSeed(dynamodb, twice)).rejects.toThrow(
      /^Item 3 of 'Task': the item has the same key as the one at Item 1 of 'Task'/,
    );
    const key = seedOf(Task, [{ taskId: "x".repeat(3000) }]);
    await expect(loadSeed(dynamodb, key)).rejects.toThrow(/^Item 1 of 'Task': .*3005 bytes long; DynamoDB allows 2048/);
    expect(await dumpTable(dynamodb, appTable)).toBe("");
  });

  test("do not compile where they are wrong", async () => {
    // @ts-expect-error required
    const seed = seedOf(User, [{ userId: "u1" }]);
    await expect(loadSeed(dynamodb, seed)).rejects.toThrow(/'name' /);
  });
});

describe("a JSON file", () => {
  test("has items by the names of entities, with everything that JSON lacks as text", async () => {
    const item = {
      id: "a",
      big: "12345678901234567890123456789012345678",
      exact: 9.5,
      exactText: "0.12345678901234567890",
      data: "AP+A",
      tags: ["x", "y"],
      sums: [1, "90071992547409930"],
      at: "2026-05-01T09:00:00.000Z",
      until: null,
      link: "https://example.com/a",
      day: "2026-05-01",
      list: [{ when: "2026-05-01T09:00:00Z" }, { n: 2 }],
      pair: ["p", "7"],
      map: { m: [1, 2] },
      either: { d: "1.50" },
      kind: { t: "a", b: "AQI=" },
    };
    const other = {
      ...item,
      id: "b",
      until: "2026-05-01T09:00:00Z",
      either: "2026-05-01T09:00:00.000Z",
      kind: { t: "n", n: 5 },
    };
    const path = await file(
      "seed.json",
      JSON.stringify({ User: [{ userId: "u1", name: "Ada" }], Everything: [item, other] }),
    );
    expect(await loadSeed(dynamodb, seedFromJson(path, [User, Everything]))).toEqual({ items: 3 });
    const all = repository(dynamodb.db, Everything);
    expect(await all.get({ id: "a" })).toEqual({
      id: "a",
      big: 12345678901234567890123456789012345678n,
      exact: toDecimal("9.5"),
      exactText: toDecimal("0.1234567890123456789"),
      data: new Uint8Array([0, 255, 128]),
      tags: new Set(["x", "y"]),
      sums: new Set([1n, 90071992547409930n]),
      at: new Date("2026-05-01T09:00:00Z"),
      until: null,
      link: new URL("https://example.com/a"),
      day: new Date("2026-05-01"),
      list: [{ when: new Date("2026-05-01T09:00:00Z"), n: 1 }, { n: 2 }],
      pair: ["p", 7n],
      map: { m: new Set([1, 2]) },
      either: { d: toDecimal("1.5") },
      kind: { t: "a", b: new Uint8Array([1, 2]) },
    });
    expect(await all.get({ id: "b" })).toMatchObject({
      until: new Date("2026-05-01T09:00:00Z"),
      either: new Date("2026-05-01T09:00:00Z"),
      kind: { t: "n", n: 5n },
    });
  });

  test.each<[string, string, RegExp]>([
    ["no JSON", "{", /bad.json: this is no JSON: /],
    ["a list", "[]", /bad.json: this has no items by the names of entities/],
    ["an unknown name", '{"Usr": []}', /bad.json: no entity of the seed has the name 'Usr'; they are 'User', 'Task'/],
    ["no list of items", '{"User": {}}', /bad.json: what stands under 'User' is no list/],
    [
      "a wrong attribute",
      '{"User": [{"userId":"u1","name":"Ada"},{"userId":"u2","name":"A"}]}',
      /bad.json, item 2 of 'User': 'name' Too small/,
    ],
    [
      "an unknown attribute",
      '{"User": [{"userId":"u1","name":"Ada","age":3}]}',
      /bad.json, item 1 of 'User': 'age' The schema has no such attribute/,
    ],
  ])("is named where there is %s", async (_what, content, message) => {
    const path = await file("bad.json", content);
    await expect(loadSeed(dynamodb, seedFromJson(path, [User, Task]))).rejects.toMatchObject({
      code: "seed-invalid",
      message: expect.stringMatching(message),
    });
  });
});

describe("DynamoDB JSON", () => {
  const line = (id: string): string => `{"Item":{"PK":{"S":"${id}"},"SK":{"S":"1"},"n":{"N":"1"}}}\n`;
  const items = [{ PK: { S: "a" }, SK: { S: "1" }, data: { B: "AA==" } }];

  test("of an export: a file, one with gzip, a folder of them", async () => {
    await loadSeed(dynamodb, [
      seedFromExport(await file("a.json", line("a") + line("b")), appTable),
      seedFromExport(await file("c.json.gz", gzipSync(line("c"))), appTable),
    ]);
    const data = join(folder, "data");
    await mkdir(data);
    await writeFile(join(data, "one.json.gz"), gzipSync(line("d")));
    await writeFile(join(data, "two.json"), line("e"));
    await writeFile(join(data, "manifest-files.json"), "{}");
    expect(await loadSeed(dynamodb, seedFromExport(data, appTable))).toEqual({ items: 2 });
    const dump = await dumpTable(dynamodb, appTable);
    expect(dump.match(/"PK":\{"S":"(.)"\}/g)).toHaveLength(5);
  });

  test.each<[string, object]>([
    ["a scan", { Items: items, Count: 1, ScannedCount: 1, ConsumedCapacity: null }],
    ["one item", { Item: items[0] }],
    ["a batch to write", { App: [{ PutRequest: { Item: items[0] } }] }],
  ])("that the AWS CLI printed or takes: %s", async (_what, document) => {
    for (const text of [JSON.stringify(document), JSON.stringify(document, null, 4)]) {
      await dynamodb.dropTables();
      await dynamodb.createTables(appTable);
      await loadSeed(dynamodb, seedFromExport(await file("cli.json", text), appTable));
      expect(await dumpTable(dynamodb, appTable)).toBe(
        '{"Item":{"PK":{"S":"a"},"SK":{"S":"1"},"data":{"B":"AA=="}}}\n',
      );
    }
  });

  test("names the item of a document, and a folder without files", async () => {
    const path = await file("scan.json", JSON.stringify({ Items: [...items, { PK: { S: 1 } }] }, null, 2));
    await expect(loadSeed(dynamodb, seedFromExport(path, appTable))).rejects.toThrow(
      `${path}, item 2: 'PK' has an S that is no text`,
    );
    const empty = join(folder, "empty");
    await mkdir(empty);
    await expect(loadSeed(dynamodb, seedFromExport(empty, appTable))).rejects.toThrow(/the folder has no files/);
  });
});
