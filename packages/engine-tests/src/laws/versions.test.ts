import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import {
  type AttributeValue,
  add,
  defineEntity,
  defineTable,
  increment,
  remove,
  repository,
  upgradeItems,
  type WireItem,
} from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { nameOf, runs, storedItems, useDynamoDB } from "../test-support.ts";

const makeTable = () =>
  defineTable({
    name: "Versions",
    partitionKey: { PK: "S" },
    sortKey: { SK: "S" },
    indexes: { byA: { type: "global", partitionKey: { G1: "S" }, sortKey: { G2: "S" }, projection: "ALL" } },
  });
const table = makeTable();
const dynamodb = useDynamoDB({ tables: [table] });
const key = { PK: "T#{t}", SK: "I#{id}" };
const a = z.string().default("a");
const b = z.int().optional();
const Old = defineEntity({
  name: "Thing",
  table,
  schema: z.object({ t: z.string(), id: z.string(), a, b }),
  key,
});
const New = defineEntity({
  name: "Thing",
  table: makeTable(),
  schema: z.object({
    t: z.string(),
    id: z.string(),
    a,
    b,
    c: z.string().optional(),
    n: z.number().optional(),
    tags: z.set(z.string()).optional(),
    box: z.looseObject({ size: z.int() }).optional(),
  }),
  key,
  indexes: { byA: { G1: "A#{a}", G2: "C#{c}" } },
});

const text = fc.constantFrom("x", "y", "z");
const operation = fc.oneof(
  fc.record({ by: fc.constant("oldPut" as const), a: text }),
  fc.record({ by: fc.constant("oldUpdate" as const), b: fc.nat(9) }),
  fc.record({ by: fc.constant("oldUpsert" as const), a: text }),
  fc.record({ by: fc.constant("oldMove" as const), id: fc.constantFrom("1", "2", "3") }),
  fc.record({
    by: fc.constant("newUpdate" as const),
    c: fc.option(text, { nil: undefined }),
    n: fc.nat(9),
    tag: text,
    size: fc.nat(9),
  }),
);

test("an old version of a program, beside a new one, loses nothing that only the new one knows", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 8 }), async (operations) => {
      const before = repository(dynamodb().db, Old);
      const after = repository(dynamodb().db, New);
      const t = String(++count);
      let id = "1";
      let known: Readonly<Record<string, unknown>> = { ...(await before.create({ t, id })), n: 0 };
      await after.update({ t, id }, { n: 0 });
      for (const step of operations) {
        const read = await before.get({ t, id });
        if (read === undefined) return expect.unreachable();
        switch (step.by) {
          case "oldPut":
            await before.put({ ...read, a: step.a });
            known = { ...known, a: step.a };
            break;
          case "oldUpdate":
            await before.update({ t, id }, { b: step.b });
            known = { ...known, b: step.b };
            break;
          case "oldUpsert":
            await before.upsert({ t, id, a: step.a });
            known = { ...known, a: step.a };
            break;
          case "oldMove":
            if (step.id === id) break;
            await before.move(read, { id: step.id });
            id = step.id;
            known = { ...known, id };
            break;
          case "newUpdate": {
            const { c, n, tag, size } = step;
            const box = { size, extra: [size] };
            const changed = await after.update(
              { t, id },
              { c: c ?? remove(), n: increment(n, { from: 0 }), tags: add([tag]), box },
            );
            const { c: _c, ...rest } = known;
            const tags = new Set([...((known.tags as Set<string> | undefined) ?? []), tag]);
            known = { ...rest, ...(c === undefined ? {} : { c }), n: (known.n as number) + n, tags, box };
            expect(changed).toEqual(known);
            break;
          }
          default:
            step satisfies never;
        }
        expect(await after.get({ t, id }, { consistent: true })).toEqual(known);
      }
    }),
    { numRuns: runs(40) },
  );
});

let count = 0;

const Shaped = defineEntity({
  name: "Shaped",
  table: makeTable(),
  schema: z.object({
    t: z.string(),
    id: z.string(),
    a,
    total: z.int(),
    tags: z.set(z.string()).optional(),
    box: z.object({ size: z.int().default(1) }).default({ size: 2 }),
  }),
  key: { PK: "S#{t}", SK: "I#{id}" },
  indexes: { byA: { G1: "A#{a}", G2: "{t}#{id}" } },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
  upgrade: {
    steps: [
      ({ first, second, ...rest }) => ({ ...rest, total: Number(first ?? 0) + Number(second ?? 0) }),
      ({ list, ...rest }) => ({ ...rest, tags: Array.isArray(list) && list.length > 0 ? new Set(list) : undefined }),
      ({ size, ...rest }) => (size === undefined ? rest : { ...rest, box: { size } }),
    ],
  },
});

const number = fc.nat(99).map((n) => ({ N: String(n) }));
const date = fc.constant({ S: "2026-01-01T00:00:00.000Z" });
/** Items as they were written after 0, 1, 2 or 3 steps, some with attributes that nobody knows. */
const oldItem = fc.integer({ min: 0, max: 3 }).chain((shape) =>
  fc.record(
    {
      a: fc.constantFrom({ S: "p" }, { S: "q" }),
      ...(shape === 0 ? { first: number, second: number } : { total: number }),
      ...(shape < 2 ? { list: fc.uniqueArray(text).map(listOf) } : { tags: fc.constant({ SS: ["x"] }) }),
      ...(shape < 3 ? { size: number } : { box: fc.constant({ M: {} }) }),
      _shape: fc.constant({ N: String(shape) }),
      version: number,
      createdAt: date,
      updatedAt: date,
      stranger: fc.constantFrom<AttributeValue>({ BOOL: true }, { L: [{ N: "1.5" }] }, { B: new Uint8Array([1]) }),
      G1: fc.constant({ S: "stale" }),
    } as Readonly<Record<string, fc.Arbitrary<AttributeValue>>>,
    { requiredKeys: [...(shape === 0 ? [] : ["total", "_shape"]), "version", "createdAt", "updatedAt"] },
  ),
);

function listOf(texts: readonly string[]): AttributeValue {
  return { L: texts.map((S) => ({ S })) };
}

test("upgradeItems stores what a put of the item that was read would, but for timestamps", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(oldItem, { minLength: 1, maxLength: 4 }), async (items) => {
      const { db, client } = dynamodb();
      const things = repository(db, Shaped);
      const t = `s${++count}`;
      const store = async (): Promise<void> => {
        for (const [i, item] of items.entries()) {
          const Item = {
            PK: { S: `S#${t}` },
            SK: { S: `I#${i}` },
            t: { S: t },
            id: { S: String(i) },
            ...item,
          } as WireItem;
          await client.send(new PutItemCommand({ TableName: nameOf(dynamodb(), table), Item }));
        }
      };
      const found = async (): Promise<readonly WireItem[]> => {
        const stored = (await storedItems(dynamodb(), table)).filter(
          (item) => item.t && "S" in item.t && item.t.S === t,
        );
        return stored.map(({ updatedAt: _at, _mark, ...item }) => item);
      };
      await store();
      const read = (await things.query({ t })).items;
      const isCurrent = ({ id }: { readonly id: string }): boolean =>
        JSON.stringify(items[Number(id)]?._shape) === JSON.stringify({ N: "3" });
      for (const item of read) if (!isCurrent(item)) await things.put(item);
      const put = await found();
      await store();
      expect(await upgradeItems(db, Shaped)).toMatchObject({ failed: [] });
      expect(await found()).toEqual(put);
      const again = (await things.query({ t })).items;
      expect(again.map(({ version: _v, updatedAt: _u, ...item }) => item)).toMatchObject(
        read.map(({ version: _v, updatedAt: _u, ...item }) => ({ ...item })),
      );
    }),
    { numRuns: runs(30) },
  );
});
