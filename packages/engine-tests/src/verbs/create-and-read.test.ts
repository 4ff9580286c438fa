import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { ItemExistsError, ReadError, repository } from "keywright";
import { beforeEach, describe, expect, test } from "vitest";
import { nameOf, useDynamoDB } from "../test-support.ts";
import { Note, Payment, Task, table } from "./model.ts";

let now = new Date("2026-05-01T12:00:00.000Z");
const dynamodb = useDynamoDB({ tables: [table], connect: { clock: () => now } });
const tasks = () => repository(dynamodb().db, Task);

let user = 0;
beforeEach(() => {
  user += 1;
  now = new Date("2026-05-01T12:00:00.000Z");
});
const minimal = () => ({ user: `c${user}`, id: "1", title: "Write" });
const inADay = () => new Date(now.getTime() + 86_400_000);

describe("create", () => {
  test("gives the item as it is stored, with defaults, version 1 and timestamps", async () => {
    const created = await tasks().create(minimal());
    expect(created).toEqual({ ...minimal(), status: "OPEN", version: 1, createdAt: now, updatedAt: now });
    expect(await tasks().get(minimal())).toEqual(created);
  });

  test("fills defaults below the root", async () => {
    const created = await tasks().create({ ...minimal(), lines: [{ sku: "a" }, { sku: "b", count: 2 }] });
    expect(created.lines).toEqual([
      { sku: "a", count: 1 },
      { sku: "b", count: 2 },
    ]);
  });

  test("does not overwrite, and shows what is there", async () => {
    await tasks().create(minimal());
    const error = await tasks()
      .create({ ...minimal(), title: "Other" })
      .catch((e: unknown) => e);
    expect(ItemExistsError.isInstance(error, Task)).toBe(true);
    expect(ItemExistsError.isInstance(error, Note)).toBe(false);
    expect(error).toMatchObject({ item: { title: "Write" }, key: { user: `c${user}`, id: "1" } });
    expect(String(error)).not.toContain("Write");
    expect((await tasks().get(minimal()))?.title).toBe("Write");
  });

  test("replaces an expired item", async () => {
    await tasks().create({ ...minimal(), expiresAt: inADay(), points: 3 });
    now = inADay();
    expect(await tasks().create({ ...minimal(), title: "Anew" })).toEqual({
      ...minimal(),
      title: "Anew",
      status: "OPEN",
      version: 1,
      createdAt: now,
      updatedAt: now,
    });
  });

  test("takes each variant of a union", async () => {
    const payments = repository(dynamodb().db, Payment);
    const card = await payments.create({ kind: "card", id: `p${user}`, last4: "1234" });
    expect(card).toEqual({ kind: "card", id: `p${user}`, last4: "1234", retries: 0 });
    expect(await payments.get({ id: `p${user}` })).toEqual(card);
  });
});

describe("get", () => {
  test("gives undefined for an absent and for an expired item", async () => {
    expect(await tasks().get(minimal())).toBeUndefined();
    await tasks().create({ ...minimal(), expiresAt: inADay() });
    now = new Date(inADay().getTime() - 1000);
    expect(await tasks().get(minimal())).toBeDefined();
    now = new Date(now.getTime() + 1000);
    expect(await tasks().get(minimal(), { consistent: true })).toBeUndefined();
    expect(await tasks().get(minimal(), { select: ["title"] })).toBeUndefined();
  });

  test("selects attributes, also under other stored names", async () => {
    await tasks().create({ ...minimal(), points: 1 });
    expect(await tasks().get(minimal(), { select: ["points", "version"] })).toEqual({ points: 1, version: 1 });
    const notes = repository(dynamodb().db, Note);
    await notes.create({ user: `c${user}`, id: "n", text: "hello" });
    expect(await notes.get({ user: `c${user}`, id: "n" }, { select: ["text"] })).toEqual({ text: "hello" });
    expect(await notes.get({ user: `c${user}`, id: "n" })).toEqual({
      user: `c${user}`,
      id: "n",
      text: "hello",
      count: 0,
    });
  });

  test("drops attributes that the schema does not know, and says what does not fit it", async () => {
    const keys = { PK: { S: `USER#c${user}` }, SK: { S: "NOTE#x" } };
    const put = (item: PutItemCommand["input"]["Item"]) =>
      dynamodb().client.send(new PutItemCommand({ TableName: nameOf(dynamodb(), table), Item: { ...keys, ...item } }));
    const notes = repository(dynamodb().db, Note);
    const key = { user: `c${user}`, id: "x" };
    await put({ user: { S: key.user }, id: { S: "x" }, t: { S: "hi" }, count: { N: "1" }, extra: { BOOL: true } });
    expect(Object.entries((await notes.get(key)) ?? {}).sort()).toEqual([
      ["count", 1],
      ["id", "x"],
      ["text", "hi"],
      ["user", key.user],
    ]);
    await put({ user: { S: key.user }, id: { S: "x" }, t: { N: "5" }, count: { N: "1" } });
    const error = await notes.get(key).catch((e: unknown) => e);
    expect(error).toSatisfy(ReadError.isInstance);
    expect(error).toMatchObject({ key: { PK: `USER#c${user}`, SK: "NOTE#x" }, issues: [{ path: ["text"] }] });
    await put({ user: { S: key.user }, id: { S: "x" }, t: { S: "hi" }, count: { N: "1" }, type: { S: "other" } });
    expect(await notes.get(key)).toBeUndefined();
  });
});

describe("queries", () => {
  test("leave out other entities and expired items", async () => {
    const notes = repository(dynamodb().db, Note);
    await notes.create({ user: `c${user}`, id: "n", text: "hello" });
    for (const id of ["1", "2", "3"])
      await tasks().create({ ...minimal(), id, ...(id === "2" ? { expiresAt: inADay() } : {}) });
    now = inADay();
    const page = await tasks().query({ user: `c${user}` }, { consistent: true });
    expect(page.items.map(({ id }) => id)).toEqual(["1", "3"]);
    expect(page).toMatchObject({ cursor: undefined, skipped: 0 });
    expect(page.capacity).toEqual({ read: 1, write: 0 });
  });

  test("of an index contain what it projects and what its keys give", async () => {
    await tasks().create({ ...minimal(), due: "2026-05-09", points: 4, expiresAt: inADay() });
    await tasks().create({ ...minimal(), id: "2" });
    const { byDue, byStatus, byUpdated } = tasks().indexes;
    expect((await byDue.query({ user: `c${user}` })).items).toEqual([
      { user: `c${user}`, id: "1", title: "Write", due: "2026-05-09", expiresAt: inADay() },
    ]);
    expect(
      (await byDue.query({ user: `c${user}`, due: { between: ["2026-05-09", "2026-05-09"] } }, { select: ["title"] }))
        .items,
    ).toEqual([{ title: "Write" }]);
    const byTime = await byUpdated.query({ user: `c${user}`, updatedAt: { lte: now } }, { consistent: true });
    // Equal keys of an index have no order.
    expect(byTime.items.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual([
      { user: `c${user}`, id: "1", updatedAt: now, expiresAt: inADay() },
      { user: `c${user}`, id: "2", updatedAt: now },
    ]);
    const notes = repository(dynamodb().db, Note);
    await notes.create({ user: `c${user}`, id: "n", text: `text of ${user}` });
    expect((await notes.indexes.byText.query({ text: `text of ${user}` })).items).toEqual([
      { user: `c${user}`, id: "n", text: `text of ${user}` },
    ]);
    const open = await byStatus.query({ status: "OPEN", due: "2026-05-09", id: { beginsWith: "1" } });
    expect(open.items.some((task) => task.user === `c${user}` && task.points === 4)).toBe(true);
  });

  test("skip and count items that are not of the entity", async () => {
    await tasks().create({ ...minimal(), due: "2026-06-01" });
    const junk = {
      PK: { S: "JUNK" },
      SK: { S: `JUNK#${user}` },
      H1: { S: `USER#c${user}` },
      H2: { S: "2026-06-01" },
    };
    await dynamodb().client.send(new PutItemCommand({ TableName: nameOf(dynamodb(), table), Item: junk }));
    const page = await tasks().indexes.byDue.query({ user: `c${user}` });
    expect(page.items).toHaveLength(1);
    expect(page.skipped).toBe(1);
  });
});
