import { PutItemCommand, ScanCommand, type ScanCommandInput } from "@aws-sdk/client-dynamodb";
import { itemSize } from "@keywright/schema";
import fc from "fast-check";
import { bytes, defineEntity, defineTable, isIn, LimitError, ValidationError, type WireItem } from "keywright";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { nameOf, runs, useDynamoDB } from "../test-support.ts";

const dynamodb = useDynamoDB();

const table = defineTable({ name: "Limits", partitionKey: { PK: "S" }, sortKey: { SK: "S" } });
const schema = z.object({
  id: z.string(),
  part: z.string(),
  größe: z.number().optional(),
  tags: z.set(z.string()).optional(),
  amounts: z.set(z.number()).optional(),
  lines: z.array(z.object({ sku: z.string(), count: z.int().nullable() })).optional(),
  photo: bytes().optional(),
  done: z.boolean().optional(),
  open: z.json().optional(),
  filler: z.string(),
});
const Thing = defineEntity({
  name: "Thing",
  table,
  schema,
  key: { PK: "{id}", SK: "{part}" },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});

beforeAll(() => dynamodb().createTables(table));

/** What the service says to an item that was not checked. */
async function sendRaw(item: WireItem): Promise<string> {
  const { client } = dynamodb();
  return client.send(new PutItemCommand({ TableName: nameOf(dynamodb(), table), Item: item })).then(
    () => "accepted",
    (error: Error) => error.name,
  );
}

/** What the service says to expressions that were not checked. */
async function scanRaw(input: Partial<ScanCommandInput>): Promise<string> {
  const { client } = dynamodb();
  return client.send(new ScanCommand({ TableName: nameOf(dynamodb(), table), Limit: 1, ...input })).then(
    () => "accepted",
    (error: Error) => error.name,
  );
}

// Dynoxide takes more values of IN, more operators and longer paths than the service.
const dynoxide = (process.env.KEYWRIGHT_ENGINE ?? "dynoxide") === "dynoxide";

type Nested = string | Nested[];

const maximum = 409_600;
const character = fc.constantFrom("x", "é", "語", "😀");
const text = fc.string({ maxLength: 20 });
const anyRest = fc.record(
  {
    größe: fc
      .oneof(fc.maxSafeInteger(), fc.double({ noNaN: true, min: -1000, max: 1000 }))
      .filter((n) => n === 0 || Math.abs(n) > 1e-100),
    tags: fc.uniqueArray(text, { minLength: 1, maxLength: 5 }).map((members) => new Set(members)),
    amounts: fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 5 }).map((members) => new Set(members)),
    lines: fc.array(fc.record({ sku: text, count: fc.option(fc.integer()) }), { maxLength: 5 }),
    photo: fc.uint8Array({ maxLength: 50 }),
    done: fc.boolean(),
  },
  { requiredKeys: [] },
);

// DynamoDB Local counts other bytes than the service for numbers of several digits.
const anyCounted = dynoxide
  ? anyRest
  : anyRest.map(({ größe: _size, amounts: _amounts, lines, ...rest }) => ({
      ...rest,
      ...(lines && { lines: lines.map(({ sku }) => ({ sku, count: null })) }),
    }));

describe("limits are those of the engine", () => {
  test("400 KB of an item: its size to the byte", async () => {
    await fc.assert(
      fc.asyncProperty(anyCounted, character, fc.string({ minLength: 1, maxLength: 30 }), async (rest, fill, id) => {
        const at = { now: new Date(0), writeMark: "mark" };
        const make = (filler: string) =>
          Thing.create({ id, part: "p", ...rest, filler }).toRequest(at).Item as WireItem;
        const room = maximum - itemSize(make(""));
        const width = itemSize(make(fill)) - itemSize(make(""));
        const filler = fill.repeat(Math.floor(room / width)) + "y".repeat(room % width);
        const full = make(filler);
        expect(itemSize(full)).toBe(maximum);
        expect(await sendRaw(full)).toBe("accepted");

        expect(() => make(`${filler}y`)).toThrow(LimitError);
        expect(await sendRaw({ ...full, filler: { S: `${filler}y` } })).toBe("ValidationException");
      }),
      { numRuns: runs(15) },
    );
  });

  test.each([
    ["PK", "id", 2048],
    ["SK", "part", 1024],
  ] as const)("bytes of %s", async (keyAttribute, attribute, limit) => {
    const make = (value: string) =>
      Thing.create({ id: "i", part: "p", filler: "", [attribute]: value }).toRequest().Item as WireItem;
    const full = "é".repeat(limit / 2);
    const stored = make(full);
    expect(await sendRaw(stored)).toBe("accepted");
    expect(() => make(`${full}x`)).toThrow(LimitError);
    expect(await sendRaw({ ...stored, [keyAttribute]: { S: `${full}x` } })).toBe("ValidationException");
  });

  test.skipIf(dynoxide)("100 values of isIn", async () => {
    const names = Array.from({ length: 101 }, (_, i) => `:v${i}`);
    const scan = (count: number) => {
      const used = names.slice(0, count);
      return scanRaw({
        FilterExpression: `filler IN (${used.join(", ")})`,
        ExpressionAttributeValues: Object.fromEntries(used.map((name) => [name, { S: name }])),
      });
    };
    const where = (count: number) =>
      Thing.query({ id: "i" }, { where: (thing) => isIn(thing.filler, names.slice(0, count)) }).toRequest();
    expect(() => where(100)).not.toThrow();
    expect(await scan(100)).toBe("accepted");
    expect(() => where(101)).toThrow(LimitError);
    expect(await scan(101)).toBe("ValidationException");
  });

  test("4,096 bytes of an expression", async () => {
    const scan = (length: number) => scanRaw({ ProjectionExpression: "id".padEnd(length, " ") });
    expect(await scan(4096)).toBe("accepted");
    expect(await scan(4097)).toBe("ValidationException");
  });

  test.skipIf(dynoxide)("300 operators and functions, as they are counted here", async () => {
    const conditions = (count: number) => Array.from({ length: count }, () => "attribute_exists(a)").join(" AND ");
    const scan = (FilterExpression: string) => scanRaw({ FilterExpression });
    // 150 functions, 149 times AND, and NOT.
    expect(await scan(`NOT ${conditions(150)}`)).toBe("accepted");
    expect(await scan(`NOT (NOT ${conditions(150)})`)).toBe("ValidationException");
  });

  test("32 levels of lists and maps, of which what they contain is one", async () => {
    const nested = (levels: number): Nested => (levels === 1 ? "leaf" : [nested(levels - 1)]);
    const make = (levels: number) =>
      Thing.create({ id: "i", part: "p", filler: "", open: nested(levels) }).toRequest().Item as WireItem;
    const stored = make(32);
    expect(await sendRaw(stored)).toBe("accepted");
    expect(() => make(33)).toThrow(ValidationError);
    expect(await sendRaw({ ...stored, open: { L: [stored.open ?? { NULL: true }] } })).toBe("ValidationException");
  });

  test.skipIf(dynoxide)("32 levels of a path", async () => {
    const scan = (levels: number) =>
      scanRaw({ ProjectionExpression: Array.from({ length: levels }, () => "a").join(".") });
    expect(await scan(32)).toBe("accepted");
    expect(await scan(33)).toBe("ValidationException");
  });
});
