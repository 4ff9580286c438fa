import {
  defineEntity,
  eq,
  notExists,
  ReadError,
  remove,
  repository,
  ShapeMismatchError,
  VersionConflictError,
} from "keywright";
import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { storedItems } from "../test-support.ts";
import { id, key, makeTable, old, oldAccount, Second, table, upgraded, useOldData } from "./old-data.ts";

const { accounts, clear, dynamodb, people, store, stored } = useOldData();

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
