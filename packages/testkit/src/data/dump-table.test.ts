import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { BatchWriteItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { type AttributeValue, defineTable, type WireItem } from "keywright";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startDynamoDB, type TestDynamoDB } from "../tables/start-dynamodb.ts";
import { dumpTable, restoreTable } from "./dump-table.ts";

const index = { byRank: { type: "global", partitionKey: { rank: "N" }, projection: "ALL" } } as const;
const table = defineTable({ name: "Source", partitionKey: { PK: "S" }, sortKey: { SK: "N" }, indexes: index });
const other = defineTable({ name: "Target", partitionKey: { PK: "S" }, sortKey: { SK: "N" }, indexes: index });
const binary = defineTable({ name: "Binary", partitionKey: { id: "B" } });

let dynamodb: TestDynamoDB;
let folder: string;
beforeAll(async () => {
  dynamodb = await startDynamoDB({ engine: "dynoxide" });
  folder = await mkdtemp(join(tmpdir(), "keywright-dump-"));
});
afterAll(async () => {
  await dynamodb.stop();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  await dynamodb.dropTables();
  await dynamodb.createTables(table, other, binary);
});

async function put(logical: string, ...items: readonly WireItem[]): Promise<void> {
  for (const Item of items)
    await dynamodb.client.send(new PutItemCommand({ TableName: dynamodb.tableNames[logical], Item }));
}

const key = (id: string, n = 1): WireItem => ({ PK: { S: id }, SK: { N: String(n) } });
const digits = "12345678901234567890123456789012345678";

/** Any stored value, with numbers as the service spells them. */
const anyValue: fc.Arbitrary<AttributeValue> = fc.letrec<{ value: AttributeValue }>((tie) => {
  const text = fc.string({ unit: "grapheme", maxLength: 6 });
  const number = fc.oneof(
    fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }).map(String),
    fc.constantFrom("0.1", `0.${"0".repeat(129)}1`, `1${"0".repeat(125)}`, `-0.${digits}`),
  );
  const bytes = fc.uint8Array({ maxLength: 5 });
  const name = fc.oneof(
    text.filter((candidate) => candidate !== "" && candidate !== "__proto__"),
    fc.constantFrom("size", "a.b", "S", "Item"),
  );
  return {
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      text.map((S) => ({ S })),
      number.map((N) => ({ N })),
      bytes.map((B) => ({ B })),
      fc.boolean().map((BOOL) => ({ BOOL })),
      fc.constant({ NULL: true as const }),
      fc.uniqueArray(text, { minLength: 1, maxLength: 4 }).map((SS) => ({ SS })),
      fc.uniqueArray(number, { minLength: 1, maxLength: 4 }).map((NS) => ({ NS })),
      fc.uniqueArray(bytes, { minLength: 1, maxLength: 3, selector: String }).map((BS) => ({ BS })),
      fc.array(tie("value"), { maxLength: 3 }).map((L) => ({ L })),
      fc.dictionary(name, tie("value"), { maxKeys: 3, noNullPrototype: true }).map((M) => ({ M })),
    ),
  };
}).value;

describe("a dump", () => {
  test("restored, and dumped again, is the same: any items", async () => {
    const items = fc.array(
      fc.dictionary(fc.constantFrom("a", "b", "größe", "Item"), anyValue, { maxKeys: 4, noNullPrototype: true }),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(items, async (values) => {
        await dynamodb.dropTables();
        await dynamodb.createTables(table, other);
        await put("Source", ...values.map((value, i) => ({ ...value, ...key(`p${i % 3}`, i) })));
        const dump = await dumpTable(dynamodb, table);
        expect(dump.split("\n")).toHaveLength(values.length + 1);
        expect(await restoreTable(dynamodb, other, dump)).toEqual({ items: values.length });
        expect(await dumpTable(dynamodb, other)).toBe(dump);
      }),
      { numRuns: 25 },
    );
  });

  test("keeps every digit, byte and member, in an order of its own", async () => {
    const item: WireItem = {
      ...key("é😀\u0000"),
      z: { N: `0.${digits}` },
      B: { B: new Uint8Array([0, 255, 128]) },
      tags: { SS: ["b", "a"] },
    };
    await put("Source", item, key("a", 2), key("a", 10));
    expect(await dumpTable(dynamodb, table)).toBe(
      [
        '{"Item":{"PK":{"S":"a"},"SK":{"N":"10"}}}',
        '{"Item":{"PK":{"S":"a"},"SK":{"N":"2"}}}',
        `{"Item":{"B":{"B":"AP+A"},"PK":{"S":"é😀\\u0000"},"SK":{"N":"1"},"tags":{"SS":["a","b"]},"z":{"N":"0.${digits}"}}}`,
        "",
      ].join("\n"),
    );
  });

  test("of an empty table is empty, and of binary keys is read, too", async () => {
    expect(await dumpTable(dynamodb, binary)).toBe("");
    expect(await restoreTable(dynamodb, binary, "")).toEqual({ items: 0 });
    const dump = '{"Item":{"id":{"B":"AA=="}}}\n{"Item":{"id":{"B":"AQ=="}}}\n';
    expect(await restoreTable(dynamodb, binary, dump)).toEqual({ items: 2 });
    expect(await dumpTable(dynamodb, binary)).toBe(dump);
  });

  test("of many pages goes to a file and back, compressed by its name, with progress", async () => {
    const filler = "x".repeat(20_000);
    await Promise.all(Array.from({ length: 120 }, (_, i) => put("Source", { ...key("p", i), filler: { S: filler } })));
    const file = join(folder, "dump.json.gz");
    const pages: number[] = [];
    const dump = await dumpTable(dynamodb, table, { file, onProgress: ({ items }) => pages.push(items) });
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.at(-1)).toBe(120);
    expect(gunzipSync(await readFile(file)).toString()).toBe(dump);
    const batches: number[] = [];
    const restored = await restoreTable(dynamodb, other, { file }, { onProgress: ({ items }) => batches.push(items) });
    expect(restored).toEqual({ items: 120 });
    expect(batches.at(-1)).toBe(120);
    expect(batches).toHaveLength(5);
    const plain = join(folder, "dump.jsonl");
    expect(await dumpTable(dynamodb, other, { file: plain })).toBe(dump);
    expect(await readFile(plain, "utf8")).toBe(dump);
  });
});

test("a table that the test does not have is named", async () => {
  const absent = defineTable({ name: "Absent", partitionKey: { id: "S" } });
  const error = {
    code: "table-not-created",
    message: expect.stringContaining("no table 'Absent' in this test; there are 'Source'"),
  };
  await expect(dumpTable(dynamodb, absent)).rejects.toMatchObject(error);
  await expect(restoreTable(dynamodb, absent, "")).rejects.toMatchObject(error);
});

describe("restoring", () => {
  test("into a table with items is refused, unless they are to be kept", async () => {
    await put("Target", { ...key("a"), old: { BOOL: true } }, key("b"));
    const dump = '{"Item":{"PK":{"S":"a"},"SK":{"N":"1"}}}\n';
    await expect(restoreTable(dynamodb, other, dump)).rejects.toMatchObject({ code: "table-not-empty" });
    await restoreTable(dynamodb, other, dump, { existing: "keep" });
    expect(await dumpTable(dynamodb, other)).toBe(`${dump}{"Item":{"PK":{"S":"b"},"SK":{"N":"1"}}}\n`);
  });

  test("goes on with what the service left unprocessed", async () => {
    const dump = Array.from({ length: 60 }, (_, i) => `{"Item":{"PK":{"S":"p"},"SK":{"N":"${i}"}}}\n`).join("");
    const throttled = { ...dynamodb, client: dynamodb.engine.client() };
    let requests = 0;
    throttled.client.middlewareStack.add(
      (next, context) => async (args) => {
        if (context.commandName !== BatchWriteItemCommand.name) return next(args);
        requests++;
        const input = args.input as { readonly RequestItems: Record<string, unknown[]> };
        const [name = "", list = []] = Object.entries(input.RequestItems)[0] ?? [];
        const result = await next({ ...args, input: { ...input, RequestItems: { [name]: list.slice(0, 10) } } });
        const left = list.slice(10);
        if (left.length > 0) Object.assign(result.output as object, { UnprocessedItems: { [name]: left } });
        return result;
      },
      { step: "initialize" },
    );
    expect(await restoreTable(throttled, other, dump)).toEqual({ items: 60 });
    expect(requests).toBe(7);
    expect((await dumpTable(dynamodb, other)).split("\n")).toHaveLength(61);
  });

  test("gives up where the service processes nothing", async () => {
    const throttled = { ...dynamodb, client: dynamodb.engine.client() };
    throttled.client.middlewareStack.add(
      (next, context) => async (args) => {
        if (context.commandName !== BatchWriteItemCommand.name) return next(args);
        const { RequestItems } = args.input as { readonly RequestItems: object };
        return { response: {}, output: { $metadata: {}, UnprocessedItems: RequestItems } as never };
      },
      { step: "initialize" },
    );
    const dump = '{"Item":{"PK":{"S":"a"},"SK":{"N":"1"}}}';
    await expect(restoreTable(throttled, other, dump)).rejects.toMatchObject({
      code: "data-unprocessed",
      message: expect.stringContaining("left 1 of 1 items"),
    });
  });

  test("meets no faults, and is not recorded", async () => {
    dynamodb.requests.clear();
    dynamodb.faults.serverError({ times: Number.POSITIVE_INFINITY });
    await restoreTable(dynamodb, other, '{"Item":{"PK":{"S":"a"},"SK":{"N":"1"}}}');
    await dumpTable(dynamodb, other);
    expect(dynamodb.requests.all).toEqual([]);
    dynamodb.faults.clear();
  });

  test.each<[string, string, RegExp]>([
    ["no JSON", '{"Item":', /^The text:1: this is no JSON, or JSON that was cut off/],
    [
      "a line that is cut off",
      `{"Item":{"PK":{"S":"a"},"SK":{"N":"1"}}}\n{"Item":{"PK"`,
      /^The text:2: this is no JSON/,
    ],
    [
      "no item in a line",
      `{"Item":{"PK":{"S":"a"},"SK":{"N":"1"}}}\n{"Keys":{}}`,
      /^The text:2: the line has no "Item"/,
    ],
    ["an incremental export", '{"Metadata":{},"Keys":{},"NewImage":{}}', /incremental export, which has changes/],
    ["Ion", '$ion_1_0 {Item:{PK:"a"}}', /this is Amazon Ion/],
    ["something else", '{"name": "Ada"}', /this has no items: what is read are lines/],
    [
      "plain JSON in an item",
      '{"Item":{"PK":"a"}}',
      /^The text:1: 'PK' is no DynamoDB JSON: a value is written with its type/,
    ],
    ["an unknown type", '{"Item":{"PK":{"T":"a"}}}', /:1: 'PK' has the unknown type 'T'/],
    ["two types", '{"Item":{"PK":{"S":"a","N":"1"}}}', /:1: 'PK' has several types/],
    ["a number that is none", '{"Item":{"PK":{"S":"a"},"SK":{"N":1}}}', /:1: 'SK' has an N that is no text: write/],
    ["a number in words", '{"Item":{"PK":{"S":"a"},"SK":{"N":"one"}}}', /:1: 'SK' has an N that is no decimal number/],
    [
      "no base64",
      '{"Item":{"PK":{"S":"a"},"SK":{"N":"1"},"m":{"M":{"l":{"L":[{"B":"*"}]}}}}}',
      /:1: 'm.l\[0\]' has a B that is no base64/,
    ],
    [
      "an empty set",
      '{"Item":{"PK":{"S":"a"},"SK":{"N":"1"},"s":{"SS":[]}}}',
      /:1: 's' has a set that is no list of one member or more/,
    ],
    ["no key", '{"Item":{"PK":{"S":"a"}}}', /:1: 'SK' is the key of table 'Target', and absent/],
    [
      "a key of another type",
      '{"Item":{"PK":{"S":"a"},"SK":{"S":"1"}}}',
      /:1: 'SK' is a key of type N, and has type S/,
    ],
    ["an empty key", '{"Item":{"PK":{"S":""},"SK":{"N":"1"}}}', /:1: 'PK' is a key, and empty/],
    [
      "an index key of another type",
      '{"Item":{"PK":{"S":"a"},"SK":{"N":"1"},"rank":{"S":"1"}}}',
      /:1: 'rank' is a key of type N/,
    ],
    [
      "a long key",
      `{"Item":{"PK":{"S":"${"é".repeat(1025)}"},"SK":{"N":"1"}}}`,
      /:1: 'PK' is a key of 2050 bytes; DynamoDB accepts 2048/,
    ],
    [
      "a large item",
      `{"Item":{"PK":{"S":"a"},"SK":{"N":"1"},"t":{"S":"${"x".repeat(409_600)}"}}}`,
      /:1: the item takes 409\d{3} bytes/,
    ],
    [
      "a key twice",
      '{"Item":{"PK":{"S":"a"},"SK":{"N":"1"}}}\n\n{"Item":{"PK":{"S":"a"},"SK":{"N":"1.0"}}}',
      /:3: the item has the same key as the one at The text:1/,
    ],
  ])("names the place where there is %s", async (_what, dump, message) => {
    await expect(restoreTable(dynamodb, other, dump)).rejects.toMatchObject({
      code: "seed-invalid",
      message: expect.stringMatching(message),
    });
    expect(await dumpTable(dynamodb, other)).toBe("");
  });

  test("names the file, also where it is not there or no gzip", async () => {
    const missing = join(folder, "none.json");
    await expect(restoreTable(dynamodb, other, { file: missing })).rejects.toThrow(
      `${missing}: the file cannot be read`,
    );
    const broken = join(folder, "broken.json.gz");
    await writeFile(broken, "no gzip");
    await expect(restoreTable(dynamodb, other, { file: broken })).rejects.toThrow(`${broken}: the file cannot be read`);
    const wrong = join(folder, "wrong.jsonl");
    await writeFile(wrong, '{"Item":{"PK":{"S":"a"},"SK":{"N":"1"}}}\n{"Item":{"PK":{"S":"a"}}}\n');
    await expect(restoreTable(dynamodb, other, { file: wrong })).rejects.toThrow(`${wrong}:2: 'SK' is the key`);
  });
});
