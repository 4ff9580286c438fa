import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { type AnyTable, connect, defineEntity, defineTable, isoDateTime, type WireItem } from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { nameOf, runs, useDynamoDB } from "../test-support.ts";
import { leaf, masked, masks, orMask, some, withoutPaths, withoutUndefined } from "./mask-cases.ts";

const dynamodb = useDynamoDB();

const schema = z.object({
  team: z.string(),
  id: z.string(),
  city: z.string(),
  owner: z
    .object({
      name: z.string().optional(),
      since: isoDateTime().optional(),
      level: z.int().default(1),
      address: z.object({ city: z.string(), zip: z.string().optional() }).optional(),
    })
    .optional(),
  box: z.object({ size: z.int().optional(), inner: z.object({ label: z.string().optional() }) }),
  scores: z.record(z.string(), z.number()),
  filled: z.object({ size: z.int().default(2), label: z.string().optional() }).default({ size: 3 }),
  nothing: z.object({ a: z.string().optional() }).nullable(),
  how: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("card"), note: z.string().optional(), last: z.string() }),
    z.object({ kind: z.literal("cash"), note: z.string().optional() }),
  ]),
  json: z.codec(z.string(), z.object({ a: z.string().optional(), b: z.string().optional() }), {
    decode: (stored) => JSON.parse(stored),
    encode: (value) => JSON.stringify(value),
  }),
  tags: z.set(z.string()).optional(),
  lines: z.array(z.object({ sku: z.string() })),
});

function define(name: "Masks" | "MasksOfOld") {
  const table = defineTable({
    name,
    partitionKey: { PK: "S" },
    sortKey: { SK: "S" },
    indexes: {
      byCity: { type: "global", partitionKey: { G1: "S" }, projection: "ALL" },
      parts: { type: "global", partitionKey: { H1: "S" }, projection: ["who", "box", "how"] },
      keys: { type: "global", partitionKey: { J1: "S" }, projection: "KEYS_ONLY" },
      whole: { type: "local", sortKey: { L1: "S" }, projection: "ALL" },
      part: { type: "local", sortKey: { L2: "S" }, projection: ["who", "how"] },
    },
  });
  return {
    table,
    schema,
    name: "Thing",
    key: { PK: "TEAM#{team}", SK: "THING#{id}" },
    indexes: {
      byCity: { G1: "CITY#{city}" },
      parts: { H1: "CITY#{city}" },
      keys: { J1: "CITY#{city}" },
      whole: { L1: "CITY#{city}" },
      part: { L2: "CITY#{city}" },
    },
    storedAs: { owner: "who" },
  } as const;
}
const things = define("Masks");
const old = define("MasksOfOld");
const Thing = defineEntity(things);
// Reads items whole, whatever is selected.
const Old = defineEntity({ ...old, upgrade: { steps: [] } });

type Item = z.output<typeof schema>;
const text = fc.constantFrom("a", "b", "c");
const anyItem: fc.Arbitrary<Item> = fc
  .record({
    city: text,
    owner: some(
      fc.record({
        name: some(text),
        since: some(fc.constant(new Date(5000))),
        level: fc.nat(),
        address: some(fc.record({ city: text, zip: some(text) })),
      }),
    ),
    box: fc.record({ size: some(fc.nat()), inner: fc.record({ label: some(text) }) }),
    scores: fc.dictionary(fc.constantFrom("de", "a.b", "#x"), fc.nat()),
    filled: fc.record({ size: fc.nat(), label: some(text) }),
    nothing: fc.option(fc.record({ a: some(text) })),
    how: fc.oneof(
      fc.record({ kind: fc.constant("card" as const), note: some(text), last: text }),
      fc.record({ kind: fc.constant("cash" as const), note: some(text) }),
    ),
    json: fc.record({ a: some(text), b: some(text) }),
    tags: some(fc.constant(new Set(["x"]))),
    lines: fc.array(fc.record({ sku: text }), { maxLength: 2 }),
  })
  .map((item) => withoutUndefined({ team: "t", id: "1", ...item }) as Item);

const anyMask = masks({
  id: leaf,
  city: leaf,
  owner: orMask(masks({ name: leaf, since: leaf, level: leaf, address: orMask(masks({ city: leaf, zip: leaf })) })),
  box: orMask(masks({ size: leaf, inner: orMask(masks({ label: leaf })) })),
  scores: orMask(masks({ de: leaf, "a.b": leaf, "#x": leaf, missing: leaf })),
  filled: orMask(masks({ size: leaf, label: leaf })),
  nothing: orMask(masks({ a: leaf })),
  how: orMask(masks({ kind: leaf, note: leaf })),
  json: orMask(masks({ a: leaf, b: leaf })),
  tags: leaf,
  lines: leaf,
});

/** What items lack that were stored before an attribute had its default. */
const missing = fc.subarray([["who", "level"], ["filled"], ["filled", "size"]]);
/** What the partial indexes have: by their projections and their keys. */
const inPart = ["team", "id", "city", "owner", "how"];
const inParts = [...inPart, "box"];

test("a mask gives the masked item, however it is read", async () => {
  await dynamodb().createTables(things.table, old.table);
  const { db, client, tableNames } = dynamodb();
  const readers = { structural: db, strict: connect(client, { tables: tableNames, reads: "strict" }) };
  const store = (
    entity: typeof Thing | typeof Old,
    table: AnyTable,
    item: Item,
    lacks: readonly (readonly string[])[],
  ) =>
    client.send(
      new PutItemCommand({
        TableName: nameOf(dynamodb(), table),
        Item: withoutPaths(entity.put(item).toRequest().Item as WireItem, lacks),
      }),
    );
  await fc.assert(
    fc.asyncProperty(
      anyItem,
      anyMask,
      missing,
      fc.constantFrom("structural" as const, "strict" as const),
      async (item, mask, lacks, reads) => {
        const reader = readers[reads];
        await store(Thing, things.table, item, lacks);
        await store(Old, old.table, item, lacks);
        const key = { team: "t", id: "1" };
        // The mask is generated: the compiler does not know what results have.
        const select = mask as never;
        const expected = masked(await reader.send(Thing.get(key)), mask, ["owner", "address"]);
        expect(await reader.send(Thing.get(key, { select }))).toEqual(expected);
        expect(await reader.send(Old.get(key, { select }))).toEqual(expected);
        expect((await reader.send(Thing.query({ team: "t" }, { select }))).items).toEqual([expected]);
        expect((await reader.send(Thing.scan({ select }))).items).toEqual([expected]);
        const { byCity, keys, part, parts, whole } = Thing.indexes;
        const city = { city: item.city };
        expect((await reader.send(byCity.query(city, { select }))).items).toEqual([expected]);
        for (const index of [byCity, keys, parts]) {
          expect((await reader.send(index.hydrate(city, { select }))).items).toEqual([expected]);
        }
        const local = { team: "t", ...city };
        expect((await reader.send(whole.query(local, { select }))).items).toEqual([expected]);
        // DynamoDB has the table fetch what a local index does not project.
        if (dynamodb().engine.supports("localIndexFetch") || Object.keys(mask).every((name) => inPart.includes(name))) {
          expect((await reader.send(part.query(local, { select }))).items).toEqual([expected]);
        }
        if (Object.keys(mask).every((name) => inParts.includes(name))) {
          expect((await reader.send(parts.query(city, { select }))).items).toEqual([expected]);
        } else {
          expect(() => parts.query(city, { select }).toRequest()).toThrow(/does not project/);
        }
      },
    ),
    { numRuns: runs(60) },
  );
  await dynamodb().dropTables();
});
