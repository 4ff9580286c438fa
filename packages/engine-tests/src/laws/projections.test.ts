import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { bytes, defineEntity, defineTable, epochSeconds, isoDateTime, type WireItem } from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { nameOf, runs, useDynamoDB } from "../test-support.ts";

const dynamodb = useDynamoDB();

const schema = z.object({
  team: z.string(),
  id: z.string(),
  city: z.string().default("Berlin"),
  name: z.string(),
  nick: z.string().optional(),
  level: z.int().default(1),
  total: z.bigint().optional(),
  born: isoDateTime(),
  until: epochSeconds().optional(),
  tags: z.set(z.string()).optional(),
  photo: bytes().optional(),
  box: z.object({ size: z.int().default(2), label: z.string().optional() }).default({ size: 3 }),
  either: z.union([z.string(), z.int()]).optional(),
});
const names = Object.keys(schema.shape) as (keyof z.output<typeof schema>)[];
const managed = ["version", "createdAt", "updatedAt"] as const;

const text = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 4 }).map((s) => s.replaceAll(/[#\\]/g, "x"));
const date = fc.integer({ min: 0, max: 4_000_000 }).map((seconds) => new Date(seconds * 1000));
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const anyItem = fc
  .record({
    city: optional(fc.constantFrom("Berlin", "Rome")),
    name: text,
    nick: optional(text),
    level: optional(fc.nat()),
    total: optional(fc.bigInt({ min: 0n, max: 10n ** 30n })),
    born: date,
    until: optional(date),
    tags: optional(fc.uniqueArray(text, { minLength: 1, maxLength: 3 }).map((members) => new Set(members))),
    photo: optional(fc.uint8Array({ minLength: 1, maxLength: 4 })),
    box: optional(fc.record({ size: fc.nat(), label: optional(text) })),
    either: optional(fc.oneof(text, fc.nat())),
  })
  .map((item) => Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)) as typeof item);

const anyCase = fc.record({
  // DynamoDB refuses to project key attributes, or nothing.
  projection: fc.oneof(
    fc.constantFrom("ALL" as const, "KEYS_ONLY" as const),
    fc.uniqueArray(fc.constantFrom(...names, ...managed, "missing"), { minLength: 1, maxLength: 6 }),
  ),
  upgrade: fc.constantFrom(undefined, { steps: [] }),
  select: fc.uniqueArray(fc.constantFrom(...names, ...managed), { minLength: 1 }),
  items: fc.array(anyItem, { minLength: 1, maxLength: 3 }),
  /** Attributes that the stored items lack: what other programs left out. */
  lost: fc.subarray([...names, ...managed, "_mark"]),
});

let count = 0;

test("a part of an item is that part, whatever is projected, selected or missing", async () => {
  await fc.assert(
    fc.asyncProperty(anyCase, async ({ projection, select, items, lost, upgrade }) => {
      count += 1;
      const table = defineTable({
        name: `Projections${count}`,
        partitionKey: { PK: "S" },
        sortKey: { SK: "S" },
        indexes: {
          byCity: { type: "global", partitionKey: { G1: "S" }, sortKey: { G2: "S" }, projection },
          byName: { type: "local", sortKey: { L1: "S" }, projection },
        },
      });
      // The projection is generated: the compiler does not know what results have.
      const Person = defineEntity({
        name: "Person",
        table,
        schema,
        key: { PK: "TEAM#{team}", SK: "PERSON#{id}" },
        indexes: { byCity: { G1: "CITY#{city}", G2: "{name}#{id}" }, byName: { L1: "{name}" } },
        version: "version",
        timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
        ...(upgrade && { upgrade }),
      });
      await dynamodb().createTables(table);
      const { db, client } = dynamodb();
      for (const [i, item] of items.entries()) {
        const id = String(i);
        const { Item } = Person.create({ team: "t", id, ...item }).toRequest({ now: new Date(i * 1000) });
        const whole = Object.entries(Item as WireItem);
        const stored = Object.fromEntries(whole.filter(([name]) => !lost.includes(name as never)));
        await client.send(new PutItemCommand({ TableName: nameOf(dynamodb(), table), Item: stored }));
        const full: Readonly<Record<string, unknown>> = {
          ...schema.parse(JSON.parse(JSON.stringify({ team: "t", id, name: item.name, born: item.born }))),
          ...item,
          ...(item.box && { box: schema.shape.box.parse(item.box) }),
          version: 1,
          createdAt: new Date(i * 1000),
          updatedAt: new Date(i * 1000),
        };
        const part = await db.send(Person.get({ team: "t", id }, { select, consistent: true }));
        if (part === undefined) return expect.unreachable();
        checkPart({ ...part }, full, select, lost);

        const inKeys = ["team", "id", "city", "name"];
        for (const [index, key] of [
          ["byCity", { city: full.city }],
          ["byName", { team: "t" }],
        ] as const) {
          const query = Person.indexes[index].query as (key: object) => ReturnType<typeof Person.indexes.byCity.query>;
          if (projection === "ALL" && lost.some((name) => ["name", "born"].includes(name))) continue;
          const page = await db.send(query(key));
          const found = page.items.find((each) => each.id === id) as Readonly<Record<string, unknown>> | undefined;
          if (found === undefined) return expect.unreachable();
          // What an index has whole is read as the table has it.
          const keys = projection === "ALL" ? ["team", "id"] : index === "byCity" ? inKeys : ["team", "id", "name"];
          const projected =
            projection === "ALL" ? [...names, ...managed] : projection === "KEYS_ONLY" ? [] : projection;
          checkPart(found, full, [...projected, ...keys], lost, keys);
        }
      }
      await dynamodb().dropTables();
    }),
    { numRuns: runs(40) },
  );
});

/** Every attribute of the part was asked for and is that of the item; what is stored and was asked for is there. */
function checkPart(
  part: Readonly<Record<string, unknown>>,
  full: Readonly<Record<string, unknown>>,
  asked: readonly string[],
  lost: readonly string[],
  inKeys: readonly string[] = ["team", "id"],
): void {
  for (const [name, value] of Object.entries(part)) {
    expect(asked).toContain(name);
    if (!lost.includes(name) || inKeys.includes(name)) expect({ [name]: value }).toEqual({ [name]: full[name] });
  }
  for (const name of asked) {
    if (full[name] !== undefined && (!lost.includes(name) || inKeys.includes(name))) expect(part).toHaveProperty(name);
  }
}
