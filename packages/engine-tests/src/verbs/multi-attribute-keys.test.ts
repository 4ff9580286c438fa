import { type AttributeValue, QueryCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { addIndex, createTable, deleteTable } from "@keywright/tables";
import {
  add,
  collection,
  defineEntity,
  defineTable,
  epochSeconds,
  eq,
  remove,
  repository,
  scoped,
  verifyIndexKeys,
} from "keywright";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { nameOf, storedItems, useDynamoDB } from "../test-support.ts";

const keys = { partitionKey: { PK: "S" }, sortKey: { SK: "S" } } as const;
const byPlace = {
  type: "global",
  partitionKey: [{ tenantId: "S" }, { region: "S" }],
  sortKey: [{ status: "S" }, { dueAt: "N" }, { G1: "S" }],
} as const;
const table = defineTable({
  name: "Visits",
  ...keys,
  indexes: {
    byPlace: { ...byPlace, projection: "ALL" },
    lean: { ...byPlace, partitionKey: [{ region: "S" }, { tenantId: "S" }], projection: ["expiresAt"] },
  },
  timeToLive: "expiresAt",
});
const Visit = defineEntity({
  name: "Visit",
  table,
  schema: z.object({
    tenantId: z.string(),
    visitId: z.string(),
    region: z.string(),
    status: z.enum(["open", "done"]).optional(),
    dueAt: epochSeconds(),
    street: z.string(),
    house: z.int(),
    note: z.string().optional(),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "TENANT#{tenantId}", SK: "VISIT#{visitId}" },
  // Most of the key are attributes as they are, and one is made of two.
  indexes: { byPlace: { G1: "{street:escaped}#{house:4}" }, lean: { G1: "{street:escaped}#{house:4}" } },
});
const Repair = defineEntity({
  name: "Repair",
  table,
  schema: z.object({
    tenantId: z.string(),
    repairId: z.string(),
    region: z.string(),
    status: z.enum(["open", "done"]),
    dueAt: epochSeconds(),
    part: z.string(),
  }),
  key: { PK: "TENANT#{tenantId}", SK: "REPAIR#{repairId}" },
  indexes: { byPlace: { G1: "PART#{part}" } },
});

const scoreTable = defineTable({
  name: "Scores",
  partitionKey: { id: "S" },
  indexes: {
    best: {
      type: "global",
      partitionKey: [{ team: "S" }, { level: "N" }],
      sortKey: [{ score: "N" }],
      projection: "ALL",
    },
    byName: {
      type: "global",
      partitionKey: { team: "S" },
      sortKey: [{ first: "S" }, { last: "S" }],
      projection: "ALL",
    },
  },
});
const Score = defineEntity({
  name: "Score",
  table: scoreTable,
  schema: z.object({
    id: z.string(),
    team: z.string(),
    level: z.int(),
    score: z.number(),
    first: z.string().optional(),
    last: z.string().optional(),
  }),
  indexes: { best: {}, byName: {} },
});

const dynamodb = useDynamoDB({ connect: { clock: () => new Date("2026-05-01T00:00:00Z") } });
const visits = () => repository(dynamodb().db, Visit);
const scores = () => repository(dynamodb().db, Score);
const day = (n: number) => new Date(Date.UTC(2026, 4, n));
const place = { tenantId: "t1", region: "north" };
const visit = (n: number, more: object = {}) =>
  ({ ...place, visitId: `v${n}`, status: "open", dueAt: day(n), street: "Main #1", house: n, ...more }) as const;
const idsOf = (page: { readonly items: readonly { readonly visitId: string }[] }) => page.items.map((i) => i.visitId);

beforeEach(async ({ skip }) => {
  skip(!dynamodb().engine.supports("multiAttributeIndexKeys"), "this engine has no index keys of several attributes");
  await dynamodb().createTables(table, scoreTable);
});
afterEach(() => dynamodb().dropTables());

describe("an index key of several attributes", () => {
  test("is read by value from the left with a range at the end, both ways and page by page", async () => {
    for (const n of [2, 11, 1, 10]) await visits().create(visit(n));
    await visits().create(visit(3, { status: "done" }));
    await visits().create(visit(4, { region: "south" }));
    await visits().create(visit(5, { tenantId: "t2" }));
    const { byPlace: index } = visits().indexes;
    expect(idsOf(await index.query(place))).toEqual(["v3", "v1", "v2", "v10", "v11"]);
    expect(idsOf(await index.query({ ...place, status: { beginsWith: "o" } }))).toEqual(["v1", "v2", "v10", "v11"]);
    const open = { ...place, status: "open" } as const;
    expect(idsOf(await index.query({ ...open, dueAt: { gt: day(2) } }))).toEqual(["v10", "v11"]);
    expect(idsOf(await index.query({ ...place, status: "open", dueAt: { between: [day(2), day(10)] } }))).toEqual([
      "v2",
      "v10",
    ]);
    const at = { ...open, dueAt: day(10), street: "Main #1" };
    expect(idsOf(await index.query({ ...at, house: { lte: 10 } }))).toEqual(["v10"]);
    expect(idsOf(await index.query({ ...at, house: { lt: 10 } }))).toEqual([]);
    expect(await index.first(open, { order: "descending" })).toMatchObject({ visitId: "v11" });
    expect(await index.count(open)).toMatchObject({ count: 4 });
    expect(idsOf(await index.query(open, { where: (v) => eq(v.visitId, "v2") }))).toEqual(["v2"]);

    const first = await index.query(open, { limit: 2 });
    const second = await index.query(open, { limit: 2, cursor: first.cursor });
    expect([idsOf(first), idsOf(second)]).toEqual([
      ["v1", "v2"],
      ["v10", "v11"],
    ]);
    expect(idsOf(await index.query(open, { limit: 2, cursor: second.previous }))).toEqual(["v1", "v2"]);
    const back = await index.query(open, { limit: 3, order: "descending" });
    expect(idsOf(back)).toEqual(["v11", "v10", "v2"]);
  });

  test("holds the items that have all of its attributes", async () => {
    const ids = async () => (await storedItems(dynamodb(), table, "byPlace")).map(({ SK }) => SK).sort();
    await visits().create(visit(1));
    await visits().create(visit(2, { status: undefined }));
    expect(await ids()).toEqual([{ S: "VISIT#v1" }]);
    await visits().update(visit(1), { status: remove() });
    expect(await ids()).toEqual([]);
    const [item] = (await storedItems(dynamodb(), table)).filter(({ SK }) => SK && "S" in SK && SK.S === "VISIT#v1");
    // The rest of the key is as it was.
    expect(item).toMatchObject({ region: { S: "north" }, dueAt: { N: "1777593600" }, G1: { S: "Main %231#0001" } });
    await visits().update(visit(1), { status: "done" });
    await visits().upsert(visit(2));
    expect(await ids()).toEqual([{ S: "VISIT#v1" }, { S: "VISIT#v2" }]);
    await visits().put(visit(2, { status: undefined }));
    expect(await ids()).toEqual([{ S: "VISIT#v1" }]);
  });

  test("follows each of its attributes without knowing the others", async () => {
    await visits().create(visit(1));
    const { UpdateExpression, ExpressionAttributeNames } = Visit.update(visit(1), { region: "south" }).toRequest();
    expect(UpdateExpression).toBe("SET #region = :region");
    expect(Object.values(ExpressionAttributeNames ?? {}).sort()).toEqual(["PK", "expiresAt", "region"]);
    await visits().update(visit(1), { region: "south" });
    await visits().update(visit(1), { dueAt: day(2) });
    // What a template makes of two attributes needs both of them, and only those.
    await expect(visits().update(visit(1), { house: 7 } as never)).rejects.toThrow(
      "street: is needed to make the index key G1",
    );
    await visits().update(visit(1), { house: 7 }, { known: { street: "Main #1" } });
    const { byPlace: index } = visits().indexes;
    const moved = { ...place, region: "south", status: "open", dueAt: day(2), street: "Main #1" } as const;
    expect(idsOf(await index.query({ ...moved, house: 7 }))).toEqual(["v1"]);
    expect(idsOf(await index.query(place))).toEqual([]);
  });

  test("completes what an index that holds keys alone does not", async () => {
    await visits().create(visit(1, { note: "ring twice" }));
    const { lean } = visits().indexes;
    const { items } = await lean.query(place);
    expect(items).toEqual([{ ...visit(1) }]);
    expect((await lean.hydrate(place)).items).toEqual([visit(1, { note: "ring twice" })]);
  });

  test("leaves out items whose time is over", async () => {
    await visits().create(visit(1, { expiresAt: new Date("2026-04-30T00:00:00Z") }));
    await visits().create(visit(2, { expiresAt: new Date("2126-05-02T00:00:00Z") }));
    expect(idsOf(await visits().indexes.byPlace.query(place))).toEqual(["v2"]);
  });

  test("is shared by a collection, with a bound on every attribute that its members agree on", async () => {
    await visits().create(visit(1));
    await visits().create(visit(9, { status: "done" }));
    const repair = { ...place, repairId: "r1", status: "open", dueAt: day(1), part: "lock" } as const;
    await repository(dynamodb().db, Repair).create(repair);
    const all = collection({ visits: Visit, repairs: Repair }, { index: "byPlace" });
    const query = all.query({ ...place, status: "open", dueAt: day(1) });
    expect(query.toRequest()?.KeyConditionExpression).toBe(
      "#tenantId = :tenantId AND #region = :region AND #status = :status AND #dueAt = :dueAt",
    );
    const { groups, skipped } = await dynamodb().db.send(query);
    expect({ groups, skipped }).toEqual({ groups: { visits: [visit(1)], repairs: [repair] }, skipped: 0 });
  });

  test("keeps tenants apart by one of its partition attributes", async () => {
    await visits().create(visit(1));
    await visits().create(visit(2, { tenantId: "t2" }));
    const mine = repository(scoped(dynamodb().db, { tenantId: "t2" }), Visit);
    expect(idsOf(await mine.indexes.byPlace.query({ region: "north" }))).toEqual(["v2"]);
    expect(idsOf(await mine.indexes.lean.query({ region: "north", status: "open" }))).toEqual(["v2"]);
  });

  test("has no wrong keys where attributes are keys themselves, and gets back those that templates make", async () => {
    for (const n of [1, 2]) await visits().create(visit(n));
    const Key = { PK: { S: "TENANT#t1" }, SK: { S: "VISIT#v1" } };
    const TableName = nameOf(dynamodb(), table);
    await dynamodb().client.send(new UpdateItemCommand({ TableName, Key, UpdateExpression: "REMOVE G1" }));
    expect(idsOf(await visits().indexes.byPlace.query(place))).toEqual(["v2"]);
    const { wrong } = await verifyIndexKeys(dynamodb().db, Visit, { fix: true });
    expect(wrong).toMatchObject([{ attributes: ["G1"], outcome: "fixed" }]);
    expect(idsOf(await visits().indexes.byPlace.query(place))).toEqual(["v1", "v2"]);
  });

  test("takes time and number as the service sorts them, and adds to a number", async () => {
    for (const [n, score] of [
      [1, 9],
      [2, 10],
      [3, -1.5],
    ] as const)
      await scores().create({ id: `s${n}`, team: "a", level: 1, score });
    const order = async () => (await scores().indexes.best.query({ team: "a", level: 1 })).items.map(({ id }) => id);
    expect(await order()).toEqual(["s3", "s1", "s2"]);
    await scores().update({ id: "s3" }, { score: add(20) });
    expect(await order()).toEqual(["s1", "s2", "s3"]);
    const better = await scores().indexes.best.query({ team: "a", level: 1, score: { gt: 9 } });
    expect(better.items.map(({ id }) => id)).toEqual(["s2", "s3"]);
  });

  test("has sort attributes of 1024 bytes together", async () => {
    const text = "x".repeat(600);
    const score = { id: "s1", team: "a", level: 1, score: 1 };
    await expect(scores().create({ ...score, first: text, last: text })).rejects.toThrow("in all of them together");
    expect((await scores().create({ ...score, first: text, last: "y" })).last).toBe("y");
  });

  test("is declared in a new table, and in one that is there", async () => {
    const { client } = dynamodb();
    const name = `${nameOf(dynamodb(), table)}-late`;
    const bare = defineTable({ name: "Visits", ...keys });
    await createTable(client, bare, { name });
    try {
      const found = await addIndex(client, table, "byPlace", { name, poll: { startMs: 20, capMs: 200 } });
      const declared = table.model.indexes.get("byPlace");
      expect(found.indexes.get("byPlace")).toMatchObject({ ...declared, status: "ACTIVE" });
      expect(await addIndex(client, table, "byPlace", { name })).toMatchObject({ status: "ACTIVE" });
      const swapped = { ...byPlace, partitionKey: [{ region: "S" }, { tenantId: "S" }], projection: "ALL" } as const;
      const other = defineTable({ name: "Visits", ...keys, indexes: { byPlace: swapped } });
      await expect(addIndex(client, other, "byPlace", { name })).rejects.toMatchObject({
        code: "table-differs",
        differences: [
          expect.stringContaining("'tenantId' (S), 'region' (S) with 'status' (S), 'dueAt' (N), 'G1' (S), and"),
        ],
      });
    } finally {
      await deleteTable(client, bare, { name });
    }
  });

  // What Keywright refuses before it is sent, the service refuses, too: nothing is forbidden needlessly.
  test.each([
    ["a gap in the sort key", "tenantId = :s AND #region = :s AND dueAt > :n"],
    ["a range on a partition attribute", "tenantId = :s AND #region > :s AND #status = :s AND dueAt = :n"],
    ["a partition attribute that is missing", "tenantId = :s AND #status = :s"],
    ["a range that is not the last", "tenantId = :s AND #region = :s AND #status > :s AND dueAt = :n"],
  ])("is refused by the engine with %s", async (_what, KeyConditionExpression) => {
    const used = (name: string): boolean => KeyConditionExpression.includes(name);
    const only = <T>(all: Record<string, T>) => Object.fromEntries(Object.entries(all).filter(([name]) => used(name)));
    const command = new QueryCommand({
      TableName: nameOf(dynamodb(), table),
      IndexName: "byPlace",
      KeyConditionExpression,
      ...(used("#") && { ExpressionAttributeNames: only({ "#region": "region", "#status": "status" }) }),
      ExpressionAttributeValues: only<AttributeValue>({ ":s": { S: "t" }, ":n": { N: "1" } }),
    });
    await expect(dynamodb().client.send(command)).rejects.toThrow(/key|condition/i);
  });
});
