import {
  ConditionFailedError,
  defineEntity,
  epochSeconds,
  eq,
  ItemNotFoundError,
  repository,
  ValidationError,
  VersionConflictError,
} from "keywright";
import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { useDynamoDB } from "../test-support.ts";
import { Note, Task, table } from "./model.ts";

let now = new Date("2026-05-01T12:00:00.000Z");
const dynamodb = useDynamoDB({ tables: [table], connect: { clock: () => now } });
const tasks = () => repository(dynamodb().db, Task);
const notes = () => repository(dynamodb().db, Note);

let count = 0;
let key = { user: "u", id: "0" };
const make = (more: object = {}) => tasks().create({ ...key, title: "Write", ...more });
beforeEach(() => {
  count += 1;
  key = { user: "u", id: `p${count}` };
  now = new Date("2026-05-01T12:00:00.000Z");
});
const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("put", () => {
  test("replaces a whole item, or writes it where there is none", async () => {
    await notes().put({ ...key, text: "a", count: 3 });
    expect(await notes().put({ ...key, text: "b" })).toEqual({ ...key, text: "b", count: 0 });
    expect(await notes().put({ ...key, text: "c" }, { returning: "old" })).toEqual({ ...key, text: "b", count: 0 });
    expect(await notes().put({ ...key, id: `${key.id}x`, text: "c" }, { returning: "old" })).toBeUndefined();
    expect(await notes().put({ ...key, text: "d" }, { returning: "none" })).toBeUndefined();
    expect(await failure(notes().put({ ...key, text: "e" }, { where: (n) => eq(n.text, "z") }))).toSatisfy(
      ConditionFailedError.isInstance,
    );
    expect((await notes().get(key))?.text).toBe("d");
  });

  test("of a versioned entity replaces the version that was read", async () => {
    const task = await make({ points: 1 });
    now = new Date(now.getTime() + 1);
    const put = await tasks().put(
      { ...key, title: "b", version: task.version, createdAt: task.createdAt },
      { expected: task },
    );
    expect(put).toEqual({ ...key, title: "b", status: "OPEN", version: 2, createdAt: task.createdAt, updatedAt: now });
    expect(await failure(tasks().put({ ...put, version: 1 }))).toMatchObject({
      name: "VersionConflictError",
      expected: 1,
      actual: 2,
      item: put,
    });
    expect(await failure(tasks().put({ ...put, id: "none" }))).toSatisfy(ItemNotFoundError.isInstance);
  });

  test("takes an expired item for absent, so that no condition holds of it", async () => {
    const Draft = defineEntity({
      name: "Draft",
      table,
      schema: z.object({ id: z.string(), text: z.string(), expiresAt: epochSeconds().optional() }),
      key: { PK: "DRAFT#{id}", SK: "DRAFT" },
    });
    const drafts = repository(dynamodb().db, Draft);
    await drafts.put({ id: key.id, text: "a", expiresAt: new Date(now.getTime() - 1000) });
    expect(await failure(drafts.put({ id: key.id, text: "b" }, { where: (d) => eq(d.text, "a") }))).toSatisfy(
      ConditionFailedError.isInstance,
    );
    expect(await drafts.put({ id: key.id, text: "b" }, { returning: "old" })).toBeUndefined();
    expect(await drafts.get({ id: key.id })).toEqual({ id: key.id, text: "b" });
  });

  test("sees that the item was deleted and created again", async () => {
    const task = await make();
    await tasks().delete(key);
    await make({ title: "Another" });
    expect(await failure(tasks().put({ ...task, title: "b" }, { expected: task }))).toSatisfy(
      VersionConflictError.isInstance,
    );
  });
});

describe("delete", () => {
  test("needs an item unless told otherwise", async () => {
    expect(await failure(tasks().delete(key))).toSatisfy(ItemNotFoundError.isInstance);
    expect(await tasks().delete(key, { mustExist: false, returning: "old" })).toBeUndefined();
    const task = await make();
    expect(await tasks().delete(key, { returning: "old" })).toEqual(task);
    expect(await tasks().get(key)).toBeUndefined();
  });

  test("checks version and condition", async () => {
    const task = await make();
    const newer = await tasks().update(key, { title: "b" });
    expect(await failure(tasks().delete(key, { expected: task }))).toMatchObject({
      name: "VersionConflictError",
      item: newer,
    });
    expect(await failure(tasks().delete(key, { where: (t) => eq(t.title, "a") }))).toMatchObject({
      name: "ConditionFailedError",
      item: newer,
    });
    expect(await tasks().delete(key, { expected: newer })).toBeUndefined();
  });

  test("takes an expired item for absent", async () => {
    await make({ expiresAt: new Date(now.getTime() + 1000) });
    now = new Date(now.getTime() + 1000);
    expect(await failure(tasks().delete(key))).toMatchObject({ name: "ItemNotFoundError", expired: true });
    expect(await tasks().delete(key, { mustExist: false, returning: "old" })).toBeUndefined();
  });
});

describe("check", () => {
  test("passes or fails without writing", async () => {
    expect(await failure(tasks().check(key))).toSatisfy(ItemNotFoundError.isInstance);
    const task = await make();
    expect(await tasks().check(key, { where: (t) => eq(t.status, "OPEN"), expected: task })).toBeUndefined();
    expect(await failure(tasks().check(key, { where: (t) => eq(t.status, "DONE") }))).toMatchObject({
      name: "ConditionFailedError",
      item: task,
    });
    expect(await failure(tasks().check(key, { expected: 7 }))).toMatchObject({
      name: "VersionConflictError",
      actual: 1,
    });
    expect(await tasks().get(key)).toEqual(task);
  });
});

test("what is refused before sending changes nothing", async () => {
  const task = await make();
  expect(await failure(tasks().put({ ...task, title: "" }))).toSatisfy(ValidationError.isInstance);
  expect(await tasks().get(key)).toEqual(task);
});
