import { DeleteItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import {
  collection,
  connect,
  defineEntity,
  defineTable,
  eq,
  notExists,
  ReadError,
  remove,
  repository,
  ShapeMismatchError,
  upgradeItems,
  ValidationError,
  VersionConflictError,
  verifyIndexKeys,
  type WireItem,
} from "keywright";
import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { nameOf, storedItems, useDynamoDB } from "../test-support.ts";

// Two definitions of one table are two versions of a program.
const makeTable = () =>
  defineTable({
    name: "OldData",
    partitionKey: { PK: "S" },
    sortKey: { SK: "S" },
    indexes: {
      byCity: { type: "global", partitionKey: { G1: "S" }, sortKey: { G2: "S" }, projection: "ALL" },
      byZip: { type: "global", partitionKey: { H1: "S" }, projection: ["name", "born"] },
      keys: { type: "global", partitionKey: { J1: "S" }, projection: "KEYS_ONLY" },
    },
    timeToLive: "expiresAt",
  });
const table = makeTable();
const key = { PK: "TEAM#{team}", SK: "PERSON#{id}" };
const id = { team: "t", id: "p" };

const First = defineEntity({
  name: "Person",
  table,
  schema: z.object({ team: z.string(), id: z.string(), name: z.string() }),
  key,
});
/** An attribute has another name, an array stands where a string stood, a default was added. */
const Second = defineEntity({
  name: "Person",
  table: makeTable(),
  schema: z.object({
    team: z.string(),
    id: z.string(),
    name: z.string(),
    emails: z.array(z.string()),
    born: z.int().optional(),
    city: z.string().default("Berlin"),
    zip: z.string().optional(),
  }),
  key,
  indexes: { byCity: { G1: "CITY#{city}", G2: "{name}" }, byZip: { H1: "ZIP#{zip}" }, keys: { J1: "NAME#{name}" } },
  ttlFilter: false,
  upgrade: {
    steps: [
      ({ first, last, ...rest }) => ({ ...rest, name: `${first} ${last}` }),
      ({ email, ...rest }) => {
        if (email === "broken") throw new Error("no address");
        return { ...rest, emails: [email] };
      },
    ],
  },
});
const Versioned = defineEntity({
  name: "Account",
  table: makeTable(),
  schema: z.object({ team: z.string(), id: z.string(), owner: z.string() }),
  key: { PK: "TEAM#{team}", SK: "ACCOUNT#{id}" },
  version: "version",
  upgrade: { attribute: "_v", steps: [({ holder, ...rest }) => ({ ...rest, owner: holder })] },
});

const dynamodb = useDynamoDB({ tables: [table] });
const store = (item: WireItem): Promise<unknown> =>
  dynamodb().client.send(new PutItemCommand({ TableName: nameOf(dynamodb(), table), Item: item }));
const stored = async (): Promise<WireItem | undefined> => (await storedItems(dynamodb(), table))[0];
async function clear(): Promise<void> {
  for (const { PK, SK } of await storedItems(dynamodb(), table)) {
    if (PK === undefined || SK === undefined) throw new Error("items have keys");
    await dynamodb().client.send(new DeleteItemCommand({ TableName: nameOf(dynamodb(), table), Key: { PK, SK } }));
  }
}
const old: WireItem = {
  PK: { S: "TEAM#t" },
  SK: { S: "PERSON#p" },
  team: { S: "t" },
  id: { S: "p" },
  first: { S: "Ada" },
  last: { S: "King" },
  email: { S: "a@k" },
};
const upgraded = { ...id, name: "Ada King", emails: ["a@k"], city: "Berlin" };
const people = () => repository(dynamodb().db, Second);
const accounts = () => repository(dynamodb().db, Versioned);
const oldAccount: WireItem = {
  PK: { S: "TEAM#t" },
  SK: { S: "ACCOUNT#p" },
  team: { S: "t" },
  id: { S: "p" },
  holder: { S: "Ada" },
  version: { N: "3" },
  _mark: { S: "m" },
};

beforeEach(() => clear());

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

describe("an item of an earlier shape", () => {
  beforeEach(() => store(old));

  test("is read in the shape of today by every read", async () => {
    expect(await people().get(id)).toEqual(upgraded);
    expect(await people().get(id, { select: ["emails"] })).toEqual({ emails: ["a@k"] });
    expect((await people().query({ team: "t" })).items).toEqual([upgraded]);
    expect((await people().query({ team: "t" }, { select: ["name"] })).items).toEqual([{ name: "Ada King" }]);
    expect((await people().scan()).items).toEqual([upgraded]);
    expect(await people().first({ team: "t" })).toEqual(upgraded);
    expect((await people().count({ team: "t" })).count).toBe(1);
    expect(await people().delete(id, { returning: "old" })).toEqual(upgraded);
  });

  test("goes through the steps that it lacks, and no others", async () => {
    const { first, last, ...rest } = old;
    await store({ ...rest, name: { S: "Ada" }, _shape: { N: "1" } });
    expect(await people().get(id)).toEqual({ ...upgraded, name: "Ada" });
    await people().put(upgraded);
    expect(await stored()).toMatchObject({ _shape: { N: "2" }, emails: { L: [{ S: "a@k" }] } });
    expect(await people().get(id)).toEqual(upgraded);
  });

  test("names key and step where one throws", async () => {
    await store({ ...old, email: { S: "broken" } });
    const error = await people()
      .get(id)
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      key: { PK: "TEAM#t", SK: "PERSON#p" },
      issues: [{ code: "upgrade_failed", message: expect.stringContaining("from shape 1 to 2") }],
      cause: new Error("no address"),
    });
    expect(ReadError.isInstance(error) && error.message).not.toContain("address");
  });

  test("is refused by writes that name attributes, with the item, and taken to today's shape by put", async () => {
    const refused = [
      () => people().update(id, { born: 1815 }),
      () => people().upsert({ ...id, name: "Eve", emails: [], zip: "1" }),
      () => people().check(id, { where: (p) => eq(p.name, "Ada King") }),
      () => people().delete(id, { where: (p) => eq(p.name, "Ada King") }),
      () => people().put(upgraded, { where: (p) => eq(p.name, "Ada King") }),
      () => people().move(upgraded, { id: "other" }),
    ];
    for (const write of refused) {
      const error = await write().catch((caught: unknown) => caught);
      if (!ShapeMismatchError.isInstance(error, Second)) throw error;
      expect(error).toMatchObject({ stored: 0, current: 2, item: upgraded });
      expect(await stored()).toEqual(old);
    }
    await people().check(id);
    const read = await people().get(id);
    if (read === undefined) return expect.unreachable();
    await people().put({ ...read, born: 1815 });
    expect(await stored()).toMatchObject({ born: { N: "1815" }, G1: { S: "CITY#Berlin" }, _shape: { N: "2" } });
    expect(await stored()).not.toHaveProperty("first");
    await people().update(id, { born: remove() });
    await people().delete(id, { where: (p) => eq(p.city, "Berlin") });
    expect(await stored()).toBeUndefined();
    await people().upsert({ ...id, name: "Eve", emails: [] });
    expect(await stored()).toMatchObject({ _shape: { N: "2" } });
  });

  test("that is missing is what it is without steps", async () => {
    await clear();
    await expect(people().update(id, { born: 1 })).rejects.toMatchObject({ code: "item-not-found" });
    await people().delete(id, { where: (p) => eq(p.name, "x"), mustExist: false });
    await expect(people().put(upgraded, { where: (p) => eq(p.name, "x") })).rejects.toMatchObject({
      code: "condition-failed",
    });
    await people().put(upgraded, { where: (p) => notExists(p.born) });
    expect(await people().get(id)).toEqual(upgraded);
    await clear();
    await people().create(upgraded);
    expect(await people().get(id)).toEqual(upgraded);
  });

  test("is written over under its version, and moved", async () => {
    await store(oldAccount);
    const read = await accounts().get(id);
    if (read === undefined) return expect.unreachable();
    await expect(accounts().update(id, { owner: "x" }, { expected: 4 })).rejects.toSatisfy((error) =>
      VersionConflictError.isInstance(error),
    );
    await expect(accounts().update(id, { owner: "x" }, { expected: read })).rejects.toSatisfy((error) =>
      ShapeMismatchError.isInstance(error),
    );
    const put = await accounts().put({ ...read, owner: "Eve" });
    expect(put).toEqual({ ...id, owner: "Eve", version: 4 });
    await store(oldAccount);
    expect(await accounts().move(read, { id: "q" })).toEqual({ team: "t", id: "q", owner: "Ada", version: 4 });
  });

  test("of a later shape is not written by a program that does not know it", async () => {
    const later = { ...oldAccount, owner: { S: "Ada" }, _v: { N: "2" } };
    await store(later);
    const read = await accounts().get(id);
    if (read === undefined) return expect.unreachable();
    expect(read).toMatchObject({ owner: "Ada", version: 3 });
    for (const write of [
      () => accounts().put(read),
      () => accounts().update(id, { owner: "x" }),
      () => accounts().move(read, { id: "q" }),
    ]) {
      await expect(write()).rejects.toMatchObject({ code: "shape-mismatch", stored: 2, current: 1 });
    }
    expect((await storedItems(dynamodb(), table)).find(({ SK }) => SK && "S" in SK && SK.S === "ACCOUNT#p")).toEqual(
      later,
    );
  });

  test("of an index that projects a part is read as far as it fits", async () => {
    await store({ ...old, H1: { S: "ZIP#1" }, name: { N: "1" }, J1: { S: "NAME#x" } });
    expect((await people().indexes.byZip.query({ zip: "1" })).items).toEqual([{ ...id, zip: "1" }]);
    expect((await people().indexes.keys.query({ name: "x" })).items).toEqual([{ ...id, name: "x" }]);
    const page = await people().indexes.byZip.hydrate({ zip: "1" });
    expect(page.items).toMatchObject([{ name: "Ada King", emails: ["a@k"] }]);
  });
});

describe("upgradeItems", () => {
  test("writes every item of an earlier shape with its index keys, and can be run again", async () => {
    for (let n = 0; n < 5; n++) {
      await store({ ...old, SK: { S: `PERSON#${n}` }, id: { S: String(n) }, zip: { S: "1" }, more: { BOOL: true } });
    }
    await store({ ...old, SK: { S: "PERSON#broken" }, id: { S: "broken" }, email: { S: "broken" } });
    await store({ ...oldAccount, _v: { N: "1" }, owner: { S: "Ada" } });
    const progress: number[] = [];
    const report = await upgradeItems(dynamodb().db, Second, { onProgress: ({ upgraded }) => progress.push(upgraded) });
    expect(report).toMatchObject({
      checked: 6,
      skipped: 1,
      upgraded: 5,
      failed: [{ key: { SK: "PERSON#broken" }, outcome: "unreadable", error: { code: "unreadable-item" } }],
    });
    expect(progress).toEqual([5]);
    expect((await people().indexes.byZip.query({ zip: "1" })).items).toHaveLength(5);
    expect((await people().indexes.keys.query({ name: "Ada King" })).items).toHaveLength(5);
    const items = await storedItems(dynamodb(), table);
    expect(items.filter(({ _shape, more }) => _shape && more)).toHaveLength(5);
    expect((await people().indexes.byCity.query({ city: "Berlin" })).items).toHaveLength(5);
    expect(await verifyIndexKeys(dynamodb().db, Second)).toMatchObject({ checked: 6, wrong: [] });
    expect(await upgradeItems(dynamodb().db, Second)).toMatchObject({ checked: 6, upgraded: 0, failed: [{}] });
  });

  test("counts versions up, so that others who read the item start anew", async () => {
    await store(oldAccount);
    const read = await accounts().get(id);
    if (read === undefined) return expect.unreachable();
    expect(await upgradeItems(dynamodb().db, Versioned)).toMatchObject({ upgraded: 1, failed: [] });
    expect(await accounts().get(id)).toEqual({ ...id, owner: "Ada", version: 4 });
    await expect(accounts().put(read)).rejects.toMatchObject({ code: "version-conflict", actual: 4 });
    expect(await stored()).not.toHaveProperty("holder");
  });

  test("loses no write of others", async () => {
    for (const item of [old, oldAccount]) {
      await clear();
      await store(item);
      const entity = item === old ? Second : Versioned;
      let writes = 0;
      // Between the read and the write an old version of the program changes the item, once.
      const db = connect(dynamodb().client, {
        tables: dynamodb().tableNames,
        clock: () => new Date(),
      });
      const { client } = dynamodb();
      const send = client.send.bind(client);
      client.send = (async (command: { readonly constructor: { readonly name: string } }, ...rest: never[]) => {
        if (command.constructor.name === "UpdateItemCommand" && writes++ === 0) {
          await send(
            new PutItemCommand({
              TableName: nameOf(dynamodb(), table),
              Item: {
                ...item,
                last: { S: "Lovelace" },
                holder: { S: "Lovelace" },
                version: { N: "4" },
                _mark: { S: "n" },
              },
            }),
          );
        }
        return send(command as never, ...rest);
      }) as typeof client.send;
      try {
        expect(await upgradeItems(db, entity)).toMatchObject({ upgraded: 1, failed: [] });
      } finally {
        client.send = send;
      }
      expect(writes).toBe(2);
      expect(JSON.stringify(await stored())).toContain("Lovelace");
      expect(await stored()).toHaveProperty(item === old ? "name" : "owner");
    }
  });

  test("is for entities with steps", async () => {
    await expect(upgradeItems(dynamodb().db, First)).rejects.toSatisfy((error) => ValidationError.isInstance(error));
  });
});

describe("an entity with upgrade and no step yet", () => {
  const Before = defineEntity({
    name: "Person",
    table: makeTable(),
    schema: z.object({ team: z.string(), id: z.string(), first: z.string().optional(), phone: z.string().optional() }),
    key,
    upgrade: { steps: [] },
  });

  test("writes items as before, and none of a later shape", async () => {
    const before = repository(dynamodb().db, Before);
    await store(old);
    await before.update(id, { phone: "1" });
    await before.upsert({ ...id, phone: "2" });
    const read = await before.get(id);
    if (read === undefined) return expect.unreachable();
    await before.put({ ...read, first: "Eve" });
    expect(await people().get(id)).toMatchObject({ name: "Eve King" });
    await people().put(upgraded);
    const later = await stored();
    for (const write of [
      () => before.put({ ...id, first: "Eve" }),
      () => before.update(id, { first: "Eve" }),
      () => before.upsert({ ...id, first: "Eve" }),
      () => before.delete(id, { where: (p) => notExists(p.first) }),
    ]) {
      await expect(write()).rejects.toMatchObject({ code: "shape-mismatch", stored: 2, current: 0 });
    }
    expect(await stored()).toEqual(later);
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
