import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { storedAttributes } from "@keywright/expressions/testing";
import fc from "fast-check";
import {
  add,
  append,
  at,
  defineEntity,
  defineTable,
  entryOf,
  ifNotExists,
  increment,
  patch,
  prepend,
  remove,
  set,
  type WireItem,
  type WriteOperation,
  whenExists,
} from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { nameOf, runs, useDynamoDB } from "../test-support.ts";

const table = defineTable({
  name: "Untouched",
  partitionKey: { PK: "S" },
  indexes: { byColor: { type: "global", partitionKey: { G1: "S" }, sortKey: { G2: "S" }, projection: "ALL" } },
});
const Thing = defineEntity({
  name: "Thing",
  table,
  schema: z.object({
    id: z.string(),
    color: z.string(),
    rank: z.int().default(1),
    note: z.string().optional(),
    total: z.bigint().default(0n),
    tags: z.set(z.string()).optional(),
    lines: z.array(z.object({ sku: z.string(), count: z.int() })).default([{ sku: "a", count: 1 }]),
    box: z.object({ width: z.number(), label: z.string().optional(), inner: z.object({ x: z.int(), y: z.int() }) }),
    scores: z.record(z.string(), z.int()).default({}),
    maybe: z.object({ a: z.string(), b: z.string() }).optional(),
  }),
  key: { PK: "THING#{id}" },
  indexes: { byColor: { G1: "COLOR#{color}", G2: "{rank:6}" } },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});

const dynamodb = useDynamoDB({ tables: [table] });

/** What an update changes: dotted paths of stored names. What is not under one of them stays. */
interface Change {
  readonly touched: readonly string[];
  describe(id: string): WriteOperation<unknown>;
}

const change = (touched: string, describe: Change["describe"]): Change => ({ touched: touched.split(" "), describe });
const key = (id: string) => ({ id });

const changes: readonly Change[] = [
  change("note", (id) => Thing.update(key(id), { note: "x" })),
  change("note tags", (id) => Thing.update(key(id), { note: remove(), tags: remove() })),
  change("rank color", (id) => Thing.update(key(id), { rank: 7, color: "blue" })),
  change("total", (id) => Thing.update(key(id), { total: increment(3n) })),
  change("tags", (id) => Thing.update(key(id), { tags: add(["b", "c"]) })),
  change("lines", (id) => Thing.update(key(id), { lines: append([{ sku: "z", count: 2 }]) })),
  change("lines", (id) => Thing.update(key(id), { lines: prepend([{ sku: "z", count: 2 }]) })),
  change("box.width", (id) => Thing.update(key(id), { box: patch({ width: 5 }) })),
  change("box.label box.inner.x", (id) =>
    Thing.update(key(id), { box: patch({ label: "l", inner: patch({ x: 3 }) }) }),
  ),
  change("maybe.a", (id) => Thing.update(key(id), { maybe: whenExists(patch({ a: "changed" })) })),
  change("note", (id) => Thing.update(key(id), { note: ifNotExists("first") })),
  change("color", (id) => Thing.update(key(id), { color: "green" }, { known: { rank: 1 } })),
  change("lines.0.count", (id) => Thing.update(key(id), (t) => [set(at(t.lines, 0).count, increment(1))])),
  change("scores.de", (id) => Thing.update(key(id), (t) => [set(entryOf(t.scores, "de"), 5)])),
  change("box.inner.y", (id) => Thing.update(key(id), (t) => [set(t.box.inner.y, 9)])),
  change("", (id) => Thing.update(key(id), {})),
  change("color note box", (id) =>
    Thing.upsert({ id, color: "upserted", note: "n", box: { width: 1, inner: { x: 1, y: 1 } } }),
  ),
];

/** Attributes that the library writes with every change. */
const managed = new Set(["version", "updatedAt", "_mark", "G1", "G2"]);
/** Values of every type, in a map. */
const anyMap = storedAttributes.map((M) => ({ M }));
const unknownNames = fc.constantFrom("extra", "a.b", "size", "legacy#1", "__proto__");

const anyCase = fc.record({
  change: fc.constantFrom(...changes),
  unknown: fc.dictionary(unknownNames, anyMap, { noNullPrototype: true }),
  /** Unknown parts inside attributes that the schema knows. */
  inside: anyMap,
  total: fc.bigInt({ min: -(10n ** 37n), max: 10n ** 37n }),
  bare: fc.boolean(),
});

let count = 0;

function itemOf(
  id: string,
  { unknown, inside, total, bare }: typeof anyCase extends fc.Arbitrary<infer C> ? C : never,
): WireItem {
  const item = {
    id,
    color: "red",
    total,
    box: { width: 1.5, inner: { x: 1, y: 2 } },
    scores: { en: 3 },
    maybe: { a: "a", b: "b" },
    ...(bare ? {} : { note: "n", tags: new Set(["a", "b"]) }),
  };
  const wire = Thing.create(item).toRequest().Item as WireItem;
  for (const name of ["box", "maybe"]) {
    const value = wire[name];
    if (value !== undefined && "M" in value) value.M.beside = inside;
  }
  return { ...wire, ...unknown };
}

/** Every value of an item by its path; of a list that is touched as a whole nothing below it. */
function leaves(
  value: unknown,
  path: string,
  touched: readonly string[],
  found: Map<string, string>,
): Map<string, string> {
  if (touched.includes(path)) return found;
  const isAbove = touched.some((each) => each.startsWith(`${path}.`));
  if (path !== "" && !isAbove) return found.set(path, text(value));
  const container = path === "" ? value : ((value as { M?: object }).M ?? (value as { L?: object }).L);
  for (const [name, inner] of Object.entries(container ?? {})) {
    if (path === "" && managed.has(name)) continue;
    leaves(inner, path === "" ? name : `${path}.${name}`, touched, found);
  }
  return found;
}

// Sets have no order.
function text(value: unknown): string {
  return JSON.stringify(value, (name, inner: unknown) => {
    if (inner instanceof Uint8Array) return Buffer.from(inner).toString("base64");
    if (Array.isArray(inner) && /^[SNB]S$/.test(name)) return inner.map((member) => text(member)).sort();
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

test("an update leaves what it does not name as it was, to the last digit", async () => {
  const { client, db } = dynamodb();
  const TableName = nameOf(dynamodb(), table);
  const read = async (id: string): Promise<unknown> =>
    (await client.send(new GetItemCommand({ TableName, Key: { PK: { S: `THING#${id}` } }, ConsistentRead: true })))
      .Item;
  await fc.assert(
    fc.asyncProperty(anyCase, async (one) => {
      const id = `i${count++}`;
      await client.send(new PutItemCommand({ TableName, Item: itemOf(id, one) }));
      const before = await read(id);
      await db.send(one.change.describe(id));
      const after = await read(id);
      const { touched } = one.change;
      expect(leaves(after, "", touched, new Map())).toEqual(leaves(before, "", touched, new Map()));
      expect(after).toMatchObject({ version: { N: "2" } });
    }),
    { numRuns: runs(300) },
  );
});
