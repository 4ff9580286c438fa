import { collection, connect, defineEntity, type ReadError, repository, type WireItem } from "keywright";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { storedItems } from "../test-support.ts";
import { First, id, key, makeTable, old, table, useOldData } from "./old-data.ts";

const { dynamodb, store, stored } = useOldData();

describe("attributes that the schema does not know", () => {
  const extra: WireItem = { phone: { S: "555" }, tags: { SS: ["a", "b"] }, much: { N: "12345678901234567890.5" } };
  const first: WireItem = { PK: old.PK, SK: old.SK, team: old.team, id: old.id, name: { S: "Ada" } } as WireItem;

  test("are no part of the item, and are there after put, of a copy as well", async () => {
    await store({ ...first, ...extra, G1: { S: "index" } });
    const people = repository(dynamodb().db, First);
    const read = await people.get(id);
    if (read === undefined) return expect.unreachable();
    expect(JSON.parse(JSON.stringify(read))).toEqual({ ...id, name: "Ada" });
    expect(Object.keys(read)).toEqual(["team", "id", "name"]);
    const written = await people.put({ ...read, name: "Eve" });
    // The key of an index that this version does not know is not one to keep: it would be that of the old values.
    expect(await stored()).toEqual({ ...first, ...extra, name: { S: "Eve" } });
    await people.put(written);
    expect(await stored()).toEqual({ ...first, ...extra, name: { S: "Eve" } });
  });

  test("stay where they are when the item is another one, are lost by JSON, and go along with move", async () => {
    await store({ ...first, ...extra });
    const people = repository(dynamodb().db, First);
    const read = await people.get(id);
    if (read === undefined) return expect.unreachable();
    await people.put({ ...read, id: "q" });
    const [, other] = await storedItems(dynamodb(), table);
    expect(other).not.toHaveProperty("phone");
    await people.delete({ ...id, id: "q" });
    await people.move(read, { id: "r" });
    expect(await stored()).toMatchObject({ ...extra, SK: { S: "PERSON#r" } });
    await people.put(JSON.parse(JSON.stringify({ ...read, id: "r" })));
    expect(await stored()).not.toHaveProperty("phone");
  });

  test("are untouched by update and upsert", async () => {
    await store({ ...first, ...extra });
    const people = repository(dynamodb().db, First);
    await people.update(id, { name: "Eve" });
    await people.upsert({ ...id, name: "Eva" });
    expect(await stored()).toEqual({ ...first, ...extra, name: { S: "Eva" } });
  });
});

describe("what is stored and does not fit", () => {
  const broken = { ...old, SK: { S: "PERSON#a" }, id: { S: "a" }, name: { N: "1" } };
  const fits = { ...old, name: { S: "Ada" } };

  test("fails pages, and is left out of tolerant ones", async () => {
    await store(broken);
    await store(fits);
    await expect(dynamodb().db.send(First.query({ team: "t" }))).rejects.toMatchObject({ code: "unreadable-item" });
    const db = connect(dynamodb().client, { tables: dynamodb().tableNames, reads: "tolerant" });
    const page = await db.send(First.query({ team: "t" }));
    expect(page.items).toEqual([expect.objectContaining({ id: "p" })]);
    expect(page.unreadable).toMatchObject([{ key: { SK: "PERSON#a" }, issues: [{ path: ["name"] }] }]);
    expect(await db.send(First.first({ team: "t" }))).toMatchObject({ id: "p" });
    expect((await db.send(First.count({ team: "t" }))).count).toBe(2);
    await expect(db.send(First.get({ team: "t", id: "a" }))).rejects.toMatchObject({ code: "unreadable-item" });
    const keys: unknown[] = [];
    const found: string[] = [];
    const options = { onUnreadable: (error: ReadError) => keys.push(error.key?.SK) };
    for await (const item of db.items(First.scan({ pageSize: 1 }), options)) found.push(item.id);
    expect([keys, found]).toEqual([["PERSON#a"], ["p"]]);
  });

  test("is left out of collections and of completed index items", async () => {
    const Item = defineEntity({
      name: "Item",
      table,
      schema: z.object({ team: z.string(), id: z.string(), count: z.int() }),
      key: { PK: "TEAM#{team}", SK: "ITEM#{id}" },
      indexes: { keys: { J1: "ITEMS#{team}" } },
    });
    await store(broken);
    await store(fits);
    await dynamodb().db.send(Item.create({ team: "t", id: "1", count: 1 }));
    const bad: WireItem = { PK: { S: "TEAM#t" }, SK: { S: "ITEM#2" }, J1: { S: "ITEMS#t" }, id: { S: "2" } };
    await store({ ...bad, team: { S: "t" } });
    const db = connect(dynamodb().client, { tables: dynamodb().tableNames, reads: "tolerant" });
    const page = await db.send(collection({ First, Item }).query({ team: "t" }));
    expect(page.groups).toMatchObject({ First: [{ id: "p" }], Item: [{ id: "1" }] });
    expect(page.unreadable).toMatchObject([
      { entity: "Item", key: { SK: "ITEM#2" } },
      { entity: "Person", key: { SK: "PERSON#a" } },
    ]);
    const completed = await db.send(Item.indexes.keys.hydrate({ team: "t" }));
    expect(completed).toMatchObject({ items: [{ id: "1", count: 1 }], unreadable: [{ key: { SK: "ITEM#2" } }] });
    await expect(dynamodb().db.send(Item.indexes.keys.hydrate({ team: "t" }))).rejects.toMatchObject({
      code: "unreadable-item",
    });
  });

  test("fills limits with what fits", async () => {
    await store(broken);
    for (const id of ["b", "c", "d"]) await store({ ...fits, SK: { S: `PERSON#${id}` }, id: { S: id } });
    const db = connect(dynamodb().client, { tables: dynamodb().tableNames, reads: "tolerant" });
    const page = await db.send(First.query({ team: "t" }, { limit: 2 }));
    expect(page.items.map(({ id }) => id)).toEqual(["b", "c"]);
    const rest = await db.send(First.query({ team: "t" }, { limit: 2, cursor: page.cursor }));
    expect(rest.items.map(({ id }) => id)).toEqual(["d"]);
  });

  test("reads defaults for what is missing, and names what is required", async () => {
    const Third = defineEntity({
      name: "Person",
      table: makeTable(),
      schema: z.object({
        team: z.string(),
        id: z.string(),
        level: z.int().default(1),
        nick: z.string().optional(),
        box: z.object({ size: z.int().default(2) }).default({ size: 3 }),
      }),
      key,
    });
    const Fourth = defineEntity({
      name: "Person",
      table: makeTable(),
      schema: z.object({ team: z.string(), id: z.string(), level: z.int() }),
      key,
    });
    const { first, last, email, ...rest } = old;
    await store(rest);
    for (const reads of ["structural", "strict", "tolerant"] as const) {
      const db = connect(dynamodb().client, { tables: dynamodb().tableNames, reads });
      expect(await db.send(Third.get(id))).toEqual({ ...id, level: 1, box: { size: 3 } });
      await expect(db.send(Fourth.get(id))).rejects.toMatchObject({
        key: { PK: "TEAM#t", SK: "PERSON#p" },
        issues: [{ path: ["level"] }],
      });
    }
    expect(await stored()).toEqual(rest);
  });
});
