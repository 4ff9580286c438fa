import fc from "fast-check";
import { defineEntity, defineTable, isoDateTime } from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { runs, useDynamoDB } from "../test-support.ts";

const dynamodb = useDynamoDB();

const schema = z.object({
  team: z.string(),
  id: z.string(),
  city: z.string(),
  owner: z
    .object({
      name: z.string().optional(),
      since: isoDateTime().optional(),
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
  tags: z.set(z.string()).optional(),
  lines: z.array(z.object({ sku: z.string() })),
});

function define(name: "Masks" | "MasksOfOld") {
  const table = defineTable({
    name,
    partitionKey: { PK: "S" },
    sortKey: { SK: "S" },
    indexes: { byCity: { type: "global", partitionKey: { G1: "S" }, projection: "ALL" } },
  });
  return {
    table,
    schema,
    name: "Thing",
    key: { PK: "TEAM#{team}", SK: "THING#{id}" },
    indexes: { byCity: { G1: "CITY#{city}" } },
    storedAs: { owner: "who" },
  } as const;
}
const things = define("Masks");
const old = define("MasksOfOld");
const Thing = defineEntity(things);
// Reads items whole, whatever is selected.
const Old = defineEntity({ ...old, upgrade: { steps: [] } });

type Item = z.output<typeof schema>;
type Mask = { readonly [name: string]: true | Mask };

const text = fc.constantFrom("a", "b", "c");
const some = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const anyItem: fc.Arbitrary<Item> = fc
  .record({
    city: text,
    owner: some(
      fc.record({
        name: some(text),
        since: some(fc.constant(new Date(5000))),
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
    tags: some(fc.constant(new Set(["x"]))),
    lines: fc.array(fc.record({ sku: text }), { maxLength: 2 }),
  })
  .map((item) => withoutUndefined({ team: "t", id: "1", ...item }) as Item);

/** Masks of some of these attributes. */
function masks(below: Readonly<Record<string, fc.Arbitrary<true | Mask>>>): fc.Arbitrary<Mask> {
  return fc
    .record(below, { requiredKeys: [] })
    .filter((mask) => Object.keys(mask).length > 0)
    .map((mask) => mask as Mask);
}
const leaf = fc.constant(true as const);
const or = (mask: fc.Arbitrary<Mask>) => fc.oneof(leaf, mask);
const anyMask = masks({
  id: leaf,
  city: leaf,
  owner: or(masks({ name: leaf, since: leaf, address: or(masks({ city: leaf, zip: leaf })) })),
  box: or(masks({ size: leaf, inner: or(masks({ label: leaf })) })),
  scores: or(masks({ de: leaf, "a.b": leaf, "#x": leaf, missing: leaf })),
  filled: or(masks({ size: leaf, label: leaf })),
  nothing: or(masks({ a: leaf })),
  how: or(masks({ kind: leaf, note: leaf })),
  tags: leaf,
  lines: leaf,
});

/** Maps that may be missing are missing where nothing of them is left. */
const optional: readonly unknown[] = ["owner", "address"];

function masked(value: unknown, mask: true | Mask): unknown {
  if (mask === true || value === null || value === undefined) return value;
  const parts: Record<string, unknown> = {};
  for (const [name, below] of Object.entries(mask)) {
    const part = masked((value as Readonly<Record<string, unknown>>)[name], below);
    const isGone = optional.includes(name) && below !== true && Object.keys(part ?? {}).length === 0;
    if (part !== undefined && !isGone) parts[name] = part;
  }
  return parts;
}

function withoutUndefined(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (value instanceof Date || value instanceof Set) return value;
  const defined = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(defined.map(([name, part]) => [name, withoutUndefined(part)]));
}

test("a mask gives the masked item, however it is read", async () => {
  await dynamodb().createTables(things.table, old.table);
  const { db } = dynamodb();
  await fc.assert(
    fc.asyncProperty(anyItem, anyMask, async (item, mask) => {
      await db.send(Thing.put(item));
      await db.send(Old.put(item));
      const key = { team: "t", id: "1" };
      // The mask is generated: the compiler does not know what results have.
      const select = mask as never;
      const expected = masked(item, mask);
      expect(await db.send(Thing.get(key, { select }))).toEqual(expected);
      expect(await db.send(Old.get(key, { select }))).toEqual(expected);
      expect((await db.send(Thing.query({ team: "t" }, { select }))).items).toEqual([expected]);
      expect((await db.send(Thing.scan({ select }))).items).toEqual([expected]);
      const { byCity } = Thing.indexes;
      expect((await db.send(byCity.query({ city: item.city }, { select }))).items).toEqual([expected]);
      expect((await db.send(byCity.hydrate({ city: item.city }, { select }))).items).toEqual([expected]);
    }),
    { numRuns: runs(60) },
  );
  await dynamodb().dropTables();
});
