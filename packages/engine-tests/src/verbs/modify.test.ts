import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { expectRequests } from "@keywright/testkit";
import {
  bytes,
  type Database,
  decimal,
  defineEntity,
  defineTable,
  epochSeconds,
  type Item,
  ItemNotFoundError,
  isoDateTime,
  modify,
  repository,
  ShapeMismatchError,
  scoped,
  toDecimal,
  ValidationError,
  type WireItem,
} from "keywright";
import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { nameOf, storedItems, useDynamoDB } from "../test-support.ts";

const makeTable = () =>
  defineTable({
    name: "Modified",
    partitionKey: { PK: "S" },
    indexes: { byStatus: { type: "global", partitionKey: { G1: "S" }, sortKey: { G2: "S" }, projection: "ALL" } },
    timeToLive: "expiresAt",
  });
const table = makeTable();
const Thing = defineEntity({
  name: "Thing",
  table,
  schema: z.object({
    id: z.string(),
    status: z.enum(["OPEN", "DONE"]).default("OPEN"),
    rank: z.string().optional(),
    count: z.int().default(0),
    note: z.string().max(5).nullable().optional(),
    tags: z.set(z.string()).optional(),
    due: isoDateTime().optional(),
    price: decimal().optional(),
    photo: bytes().optional(),
    lines: z.array(z.object({ sku: z.string(), n: z.int() })).optional(),
    box: z.object({ size: z.int(), inner: z.object({ label: z.string().optional() }), text: z.string() }).optional(),
    scores: z.record(z.string(), z.int()).optional(),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "THING#{id}" },
  indexes: { byStatus: { G1: "STATUS#{status}", G2: "RANK#{rank}" } },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});
type Thing = Item<typeof Thing>;
const Payment = defineEntity({
  name: "Payment",
  table: makeTable(),
  schema: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("card"), id: z.string(), amount: z.int(), last4: z.string() }),
    z.object({ kind: z.literal("cash"), id: z.string(), amount: z.int(), currency: z.string().default("EUR") }),
  ]),
  key: { PK: "PAYMENT#{id}" },
  indexes: { byStatus: { G1: "CARD#{last4}", G2: "{id}" } },
  typeAttribute: { name: "_type", value: "payment" },
  version: "version",
});

const dynamodb = useDynamoDB({ tables: [table] });
const db = (): Database => dynamodb().db;
const things = () => repository(db(), Thing);

let id: string;
let next = 0;
beforeEach(() => {
  id = `i${next++}`;
});

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.unreachable("did not fail"),
    (error: unknown) => error,
  );
}

/** What is stored under the key of this test. */
async function storedItem(prefix = "THING"): Promise<WireItem | undefined> {
  const items = await storedItems(dynamodb(), table);
  return items.find(({ PK }) => PK && "S" in PK && PK.S === `${prefix}#${id}`);
}

async function store(item: WireItem): Promise<void> {
  const Item = { PK: { S: `THING#${id}` }, id: { S: id }, ...item };
  await dynamodb().client.send(new PutItemCommand({ TableName: nameOf(dynamodb(), table), Item }));
}

function updates(): readonly Readonly<Record<string, unknown>>[] {
  return dynamodb()
    .requests.all.filter(({ operation }) => operation === "UpdateItem")
    .map(({ input }) => input as Readonly<Record<string, unknown>>);
}

describe("modify writes what a function makes of an item", () => {
  test("that it changes, or in place of which it gives another one, at once or later", async () => {
    const created = await things().create({ id, count: 1 });
    const first = await modify(db(), Thing, { id }, (thing) => {
      thing.count += 1;
      return thing;
    });
    expect(first).toMatchObject({ count: 2, version: 2, createdAt: created.createdAt });
    expect(await things().get({ id }, { consistent: true })).toEqual(first);
    const second = await modify(db(), Thing, created, async (thing) => ({ ...thing, note: null }));
    expect(second).toMatchObject({ count: 2, note: null, version: 3 });
    // What it gives is an item as it was read: it can be expected, with its write mark.
    const third = await things().put({ ...second, count: 9 }, { expected: second });
    expect(third).toMatchObject({ count: 9, version: 4 });
    // An item without managed attributes, and with attributes left to their defaults.
    expect(await modify(db(), Thing, { id }, () => ({ id }))).toEqual({
      id,
      status: "OPEN",
      count: 0,
      version: 5,
      createdAt: created.createdAt,
      updatedAt: expect.any(Date),
    });
  });

  test("of all types, as a put of the item would", async () => {
    const created = await things().create({
      id,
      rank: "r1",
      tags: new Set(["a", "b"]),
      due: new Date(0),
      price: toDecimal("1.50"),
      photo: new Uint8Array([1, 2, 3]),
      lines: [{ sku: "s1", n: 1 }],
      box: { size: 1, inner: { label: "l" }, text: "x".repeat(1000) },
      scores: { de: 1, en: 2 },
      note: "n",
    });
    const change = (thing: Thing): Thing => {
      thing.status = "DONE";
      thing.tags?.delete("a");
      thing.due?.setFullYear(2000);
      thing.price = toDecimal("12345678901234567890.125");
      thing.photo?.fill(7, 1, 2);
      thing.lines?.push({ sku: "s2", n: 2 });
      if (thing.box) delete thing.box.inner.label;
      thing.scores = { en: 3, fr: 4 };
      delete thing.note;
      return thing;
    };
    dynamodb().requests.clear();
    const changed = await modify(db(), Thing, { id }, change);
    expect(changed).toEqual(await things().get({ id }, { consistent: true }));
    expect(changed.photo).toEqual(new Uint8Array([1, 7, 3]));
    expect(created.photo).toEqual(new Uint8Array([1, 2, 3]));
    const modified = await storedItem();
    // A map that changes in a part is changed in that part.
    expect(JSON.stringify(updates())).not.toContain("xxx");
    const put = await things().put(change(structuredClone({ ...created })), { expected: changed });
    expect(put).toEqual({ ...changed, version: 3, updatedAt: put.updatedAt });
    const { version: _v, _mark, updatedAt: _u, ...after } = (await storedItem()) ?? {};
    expect(modified).toMatchObject(after);
    expect(after).toMatchObject({ G1: { S: "STATUS#DONE" }, G2: { S: "RANK#r1" } });
    const { version: _w, _mark: _n, updatedAt: _t, ...before } = modified ?? {};
    expect(before).toEqual(after);
  });

  test("keeping index keys right: those of an attribute that went are removed", async () => {
    await things().create({ id, rank: "r1" });
    await modify(db(), Thing, { id }, ({ rank: _, ...thing }) => thing);
    expect(await storedItem()).not.toHaveProperty("G2");
    await modify(db(), Thing, { id }, (thing) => ({ ...thing, rank: "r2" }));
    expect(await storedItem()).toMatchObject({ G1: { S: "STATUS#OPEN" }, G2: { S: "RANK#r2" } });
  });

  test("of another variant, whose attributes take the place of the others", async () => {
    const payments = repository(db(), Payment);
    await payments.create({ id, kind: "card", amount: 5, last4: "1234" });
    const cash = await modify(db(), Payment, { id }, ({ amount }) => ({ id, kind: "cash", amount }));
    expect(cash).toEqual({ id, kind: "cash", amount: 5, currency: "EUR", version: 2 });
    expect(await storedItem("PAYMENT")).toEqual({
      PK: { S: `PAYMENT#${id}` },
      G2: { S: id },
      _type: { S: "payment" },
      _mark: { S: expect.any(String) },
      id: { S: id },
      kind: { S: "cash" },
      amount: { N: "5" },
      currency: { S: "EUR" },
      version: { N: "2" },
    });
  });

  test("with attributes that the schema does not know", async () => {
    await store({ count: { N: "1" }, status: { S: "OPEN" }, more: { M: { x: { N: "1" } } }, G2: { S: "stale" } });
    // Another program wrote it: it has no version, and gets its first.
    const modified = await modify(db(), Thing, { id }, ({ count }) => ({ id, count: count + 1 }));
    expect(modified).toMatchObject({ count: 2, version: 1 });
    expect(await storedItem()).toMatchObject({
      more: { M: { x: { N: "1" } } },
      count: { N: "2" },
      version: { N: "1" },
    });
    expect(await storedItem()).not.toHaveProperty("G2");
  });

  test("of an item in an earlier shape, in that of today", async () => {
    const Shaped = defineEntity({
      name: "Shaped",
      table: makeTable(),
      schema: z.object({ id: z.string(), total: z.int(), note: z.string().optional() }),
      key: { PK: "THING#{id}" },
      version: "version",
      upgrade: { steps: [({ first, ...rest }) => ({ ...rest, total: first })] },
    });
    await store({ first: { N: "3" }, version: { N: "7" } });
    dynamodb().requests.clear();
    expect(await modify(db(), Shaped, { id }, (shaped) => shaped)).toMatchObject({ total: 3, version: 7 });
    expectRequests(db(), { get: 1 });
    await modify(db(), Shaped, { id }, (shaped) => ({ ...shaped, note: "x" }));
    expect(await storedItem()).toMatchObject({ total: { N: "3" }, _shape: { N: "1" }, version: { N: "8" } });
    expect(await storedItem()).not.toHaveProperty("first");
    // One that a newer version of the program wrote can be looked at.
    await store({ total: { N: "3" }, version: { N: "1" }, _shape: { N: "2" } });
    await modify(db(), Shaped, { id }, () => undefined);
    const error = await failureOf(modify(db(), Shaped, { id }, (shaped) => ({ ...shaped, note: "x" })));
    expect(ShapeMismatchError.isInstance(error, Shaped) && error.stored).toBe(2);
  });

  test("in a scope, whose attributes the key leaves out", async () => {
    const Note = defineEntity({
      name: "Note",
      table: makeTable(),
      schema: z.object({ tenant: z.string(), id: z.string(), text: z.string() }),
      key: { PK: "T#{tenant}#{id}" },
      version: "version",
    });
    const tenant = scoped(db(), { tenant: "t1" });
    await repository(tenant, Note).create({ id, text: "a" });
    const note = await modify(tenant, Note, { id }, (read) => ({ ...read, text: `${read.text}b` }));
    expect(note).toEqual({ tenant: "t1", id, text: "ab", version: 2 });
    const error = await failureOf(modify(tenant, Note, { id }, (read) => ({ ...read, tenant: "t2" })));
    expect(ValidationError.isInstance(error) && error.issues[0]?.code).toBe("key_attribute");
    expect(
      ItemNotFoundError.isInstance(
        await failureOf(modify(scoped(db(), { tenant: "t2" }), Note, { id }, () => undefined)),
      ),
    ).toBe(true);
  });

  test("as a put, where the update would be too long", async () => {
    const names = Array.from({ length: 400 }, (_, i) => `name${i}`);
    const all = (n: number): Record<string, number> => Object.fromEntries(names.map((name) => [name, n]));
    const Wide = defineEntity({
      name: "Wide",
      table: makeTable(),
      schema: z.looseObject({ id: z.string() }),
      key: { PK: "THING#{id}" },
      version: "version",
    });
    await repository(db(), Wide).create({ id, ...all(1) });
    dynamodb().requests.clear();
    expect(await modify(db(), Wide, { id }, (wide) => ({ ...wide, ...all(2) }))).toMatchObject({
      ...all(2),
      version: 2,
    });
    expectRequests(db(), { get: 1, put: 1 });
    // A loose schema reads everything, so what is gone is gone.
    await modify(db(), Wide, { id }, () => ({ id }));
    expect(Object.keys((await storedItem()) ?? {}).sort()).toEqual(["PK", "_mark", "id", "version"]);
  });
});

describe("modify sends nothing but its read", () => {
  test.each<[string, (thing: Thing) => Thing | undefined | Promise<Thing | undefined>]>([
    ["nothing is given back", () => undefined],
    ["nothing is given back later", async () => undefined],
    ["the item is as it was", (thing) => thing],
    ["a copy is as it was", async (thing) => structuredClone({ ...thing })],
    ["only managed attributes are others", (thing) => ({ ...thing, version: 77, createdAt: new Date(0) })],
  ])("where %s", async (_what, change) => {
    const created = await things().create({ id, tags: new Set(["a", "b"]), price: toDecimal("1.5") });
    const before = await storedItem();
    dynamodb().requests.clear();
    const left = await modify(db(), Thing, { id }, change);
    expectRequests(db(), { get: 1 });
    expect(left).toEqual(created);
    expect(await storedItem()).toEqual(before);
    await things().delete(left, { expected: left });
  });

  test.each<[string, (thing: Thing) => Thing | undefined, string]>([
    ["changes the key", (thing) => ({ ...thing, id: "other" }), "key_attribute"],
    ["does not fit the schema", (thing) => ({ ...thing, note: "too long" }), "too_big"],
    ["is no item", () => "x" as never, "invalid_type"],
    [
      "changes the item and gives nothing back",
      (thing) => {
        thing.count = 5;
        return undefined;
      },
      "changes_lost",
    ],
  ])("where its function %s: an error", async (_what, change, code) => {
    await things().create({ id });
    dynamodb().requests.clear();
    const error = await failureOf(modify(db(), Thing, { id }, change));
    expect(ValidationError.isInstance(error) && error.issues[0]?.code).toBe(code);
    if (code === "key_attribute") expect((error as Error).message).toContain("move");
    expectRequests(db(), { get: 1 });
  });

  test("where the item is absent, has expired, or the function throws", async () => {
    const absent = await failureOf(modify(db(), Thing, { id }, () => expect.unreachable()));
    expect(ItemNotFoundError.isInstance(absent) && [absent.expired, absent.key]).toEqual([false, { id }]);
    await things().create({ id, expiresAt: new Date(Date.now() - 5000) });
    const expired = await failureOf(modify(db(), Thing, { id }, () => expect.unreachable()));
    expect(ItemNotFoundError.isInstance(expired) && expired.expired).toBe(true);
    await things().create({ id });
    const thrown = new Error("mine");
    const error = await failureOf(
      modify(db(), Thing, { id }, () => {
        throw thrown;
      }),
    );
    expect(error).toBe(thrown);
  });

  test("and not even that without a version, or with attempts that are no count", async () => {
    const { version: _, ...unversioned } = { name: "Plain", table: makeTable(), version: undefined };
    const Plain = defineEntity({ ...unversioned, schema: z.object({ id: z.string() }), key: { PK: "THING#{id}" } });
    dynamodb().requests.clear();
    // @ts-expect-error: it has no version
    const error = await failureOf(modify(db(), Plain, { id }, () => undefined));
    expect(ValidationError.isInstance(error) && error.message).toContain('Add `version: "version"`');
    const none = await failureOf(modify(db(), Thing, { id }, () => undefined, { attempts: 0 }));
    expect(ValidationError.isInstance(none)).toBe(true);
    expectRequests(db(), {});
  });

  test("repairs what the checks of the schema would refuse, and leaves it where nothing changes", async () => {
    await store({ note: { S: "too long" }, version: { N: "1" } });
    expect(await modify(db(), Thing, { id }, () => undefined)).toMatchObject({ note: "too long", version: 1 });
    const error = await failureOf(modify(db(), Thing, { id }, (thing) => thing));
    expect(ValidationError.isInstance(error)).toBe(true);
    expect(await modify(db(), Thing, { id }, (thing) => ({ ...thing, note: "ok" }))).toMatchObject({ version: 2 });
  });
});
