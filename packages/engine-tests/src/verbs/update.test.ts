import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import {
  add,
  append,
  at,
  ConditionFailedError,
  decrement,
  eq,
  ItemNotFoundError,
  ifNotExists,
  increment,
  lt,
  patch,
  prepend,
  remove,
  repository,
  set,
  VersionConflictError,
  whenExists,
} from "keywright";
import { beforeEach, describe, expect, test } from "vitest";
import { nameOf, useDynamoDB } from "../test-support.ts";
import { Note, Task, table } from "./model.ts";

let now = new Date("2026-05-01T12:00:00.000Z");
const dynamodb = useDynamoDB({ tables: [table], connect: { clock: () => now } });
const tasks = () => repository(dynamodb().db, Task);

let count = 0;
let key = { user: "u", id: "0" };
const make = (more: object = {}) => tasks().create({ ...key, title: "Write", ...more });
beforeEach(() => {
  count += 1;
  key = { user: "u", id: `t${count}` };
  now = new Date("2026-05-01T12:00:00.000Z");
});
async function indexKeys(): Promise<Record<string, unknown>> {
  const Key = { PK: { S: `USER#${key.user}` }, SK: { S: `TASK#${key.id}` } };
  const { Item = {} } = await dynamodb().client.send(new GetItemCommand({ TableName: nameOf(dynamodb(), table), Key }));
  return Object.fromEntries(["G1", "G2", "H1", "H2"].map((name) => [name, Item[name]?.S]));
}

describe("update", () => {
  test("makes every kind of change, and counts the version", async () => {
    await make({
      points: 1,
      tags: new Set(["a", "b"]),
      lines: [{ sku: "x" }],
      assignee: { name: "Ada", city: "London" },
    });
    now = new Date(now.getTime() + 5);
    const updated = await tasks().update(key, {
      title: "Rewrite",
      points: increment(2, { from: 0 }),
      tags: remove(["a"]),
      lines: append([{ sku: "y", count: 5 }]),
      assignee: whenExists(patch({ name: "Grace", city: remove() })),
    });
    expect(updated).toMatchObject({
      title: "Rewrite",
      points: 3,
      tags: new Set(["b"]),
      lines: [
        { sku: "x", count: 1 },
        { sku: "y", count: 5 },
      ],
      assignee: { name: "Grace" },
      version: 2,
      updatedAt: now,
    });
    expect(updated.assignee).not.toHaveProperty("city");
    expect(updated.createdAt).not.toEqual(now);
    const again = await tasks().update(key, {
      points: decrement(1, { from: 0 }),
      tags: add(["c"]),
      lines: prepend([{ sku: "w", count: 1 }]),
      assignee: remove(),
      expiresAt: ifNotExists(new Date("2027-01-01T00:00:00.000Z")),
    });
    expect(again).toMatchObject({
      points: 2,
      tags: new Set(["b", "c"]),
      version: 3,
      expiresAt: new Date("2027-01-01"),
    });
    expect(again.lines?.map(({ sku }) => sku)).toEqual(["w", "x", "y"]);
    expect(again).not.toHaveProperty("assignee");
    expect(await tasks().get(key, { consistent: true })).toEqual(again);
  });

  test("takes paths in a callback", async () => {
    const notes = repository(dynamodb().db, Note);
    await notes.create({ ...key, text: "a" });
    expect(await notes.update(key, (n) => [set(n.count, increment(2)), false, set(n.text, "b")])).toMatchObject({
      count: 2,
      text: "b",
    });
    await make({ lines: [{ sku: "x" }, { sku: "y" }] });
    const updated = await tasks().update(key, (t) => [set(at(t.lines, 1).count, whenExists(increment(4)))]);
    expect(updated.lines?.[1]).toEqual({ sku: "y", count: 5 });
  });

  test("keeps index keys in step, and takes an item out of a sparse index", async () => {
    await make({ due: "2026-05-09" });
    const before = { G1: "STATUS#OPEN", G2: `DUE#2026-05-09#${key.id}`, H1: "USER#u", H2: "2026-05-09" };
    expect(await indexKeys()).toEqual(before);
    await tasks().update(key, { status: "DONE" });
    expect(await indexKeys()).toEqual({ ...before, G1: "STATUS#DONE" });
    await tasks().update(key, { due: remove() });
    expect(await indexKeys()).toEqual({ G1: "STATUS#DONE", G2: undefined, H1: "USER#u", H2: undefined });
    await tasks().update(key, { due: "2026-06-01" });
    expect(await indexKeys()).toEqual({
      G1: "STATUS#DONE",
      G2: `DUE#2026-06-01#${key.id}`,
      H1: "USER#u",
      H2: "2026-06-01",
    });
  });

  test("returns what was asked for", async () => {
    await make({ points: 1 });
    expect(await tasks().update(key, { title: "b" }, { returning: "old" })).toMatchObject({
      title: "Write",
      version: 1,
    });
    const changed = await tasks().update(key, { title: "c" }, { returning: "changed" });
    expect(changed).toEqual({ title: "c", version: 3, updatedAt: now });
    expect(await tasks().update(key, { title: "d" }, { returning: "none" })).toBeUndefined();
  });

  test("needs an item, and tells an expired one from an absent one", async () => {
    const absent = await tasks()
      .update(key, { title: "x" })
      .catch((e: unknown) => e);
    expect(absent).toSatisfy(ItemNotFoundError.isInstance);
    expect(absent).toMatchObject({ expired: false, key });
    await make({ expiresAt: new Date(now.getTime() + 1000) });
    now = new Date(now.getTime() + 1000);
    expect(
      await tasks()
        .update(key, { title: "x" })
        .catch((e: unknown) => e),
    ).toMatchObject({ name: "ItemNotFoundError", expired: true });
  });

  test("checks the version that was read", async () => {
    const first = await make();
    const second = await tasks().update(first, { title: "b" }, { expected: first });
    const error = await tasks()
      .update(first, { title: "c" }, { expected: first })
      .catch((e: unknown) => e);
    expect(VersionConflictError.isInstance(error, Task)).toBe(true);
    expect(error).toMatchObject({ expected: 1, actual: 2, item: second });
    expect(await tasks().get(key)).toEqual(second);
    expect(await tasks().update(key, { title: "c" }, { expected: 2 })).toMatchObject({ version: 3 });
  });

  test("sees that an item was deleted and created again", async () => {
    const first = await make();
    await tasks().delete(key);
    await make({ title: "Another" });
    const error = await tasks()
      .update(key, { title: "c" }, { expected: first })
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ name: "VersionConflictError", expected: 1, actual: 1, item: { title: "Another" } });
    // A number alone cannot see it.
    expect(await tasks().update(key, { title: "c" }, { expected: 1 })).toMatchObject({ version: 2 });
  });

  test("fails where a condition is false, and shows the stored item", async () => {
    const stored = await make({ points: 5 });
    const error = await tasks()
      .update(key, { title: "x" }, { where: (t) => lt(t.points, 5) })
      .catch((e: unknown) => e);
    expect(ConditionFailedError.isInstance(error, Task)).toBe(true);
    expect(error).toMatchObject({ item: stored });
    expect(await tasks().update(key, { title: "x" }, { where: (t) => eq(t.points, 5) })).toMatchObject({ title: "x" });
    const missing = await tasks()
      .update(key, { assignee: whenExists(patch({ name: "x" })) })
      .catch((e: unknown) => e);
    expect(missing).toSatisfy(ConditionFailedError.isInstance);
  });
});
