import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import {
  ConditionFailedError,
  deletePartition,
  eq,
  ItemExistsError,
  ItemNotFoundError,
  repository,
  VersionConflictError,
} from "keywright";
import { describe, expect, test } from "vitest";
import { nameOf, storedItems, useDynamoDB } from "../test-support.ts";
import { Note, Task, table } from "./model.ts";

const dynamodb = useDynamoDB({ tables: [table] });
const tasks = () => repository(dynamodb().db, Task);
const notes = () => repository(dynamodb().db, Note);

describe("move", () => {
  test("writes the item under its new key, and deletes the old one", async () => {
    const task = await tasks().create({
      user: "a",
      id: "1",
      title: "Move me",
      due: "2026-05-01",
      tags: new Set(["x"]),
    });
    const moved = await tasks().move(task, { user: "b", title: "Moved" });
    expect(moved).toMatchObject({ user: "b", id: "1", title: "Moved", version: 2, createdAt: task.createdAt });
    expect(await tasks().get({ user: "b", id: "1" })).toEqual(moved);
    expect(await tasks().get({ user: "a", id: "1" })).toBeUndefined();
    expect((await tasks().indexes.byDue.query({ user: "b" })).items).toHaveLength(1);
    expect((await tasks().indexes.byDue.query({ user: "a" })).items).toEqual([]);
    expect(await tasks().update(moved, { title: "On" }, { expected: moved })).toMatchObject({ version: 3 });
  });

  test("moves what was read, in its version, or nothing", async () => {
    const task = await tasks().create({ user: "c", id: "1", title: "Read" });
    const later = await tasks().update(task, { title: "Changed" });
    const stale = tasks().move(task, { user: "d" });
    await expect(stale).rejects.toSatisfy(
      (error) => VersionConflictError.isInstance(error, Task) && error.actual === 2,
    );
    expect(await tasks().get(task)).toEqual(later);
    expect(await tasks().get({ user: "d", id: "1" })).toBeUndefined();
    await tasks().delete(later);
    await expect(tasks().move(later, { user: "d" })).rejects.toSatisfy((error) =>
      ItemNotFoundError.isInstance(error, Task),
    );
  });

  test("compares the attributes where there is no version", async () => {
    const note = await notes().create({ user: "c", id: "n", text: "Read" });
    const changed = await notes().update(note, { count: 5 });
    await expect(notes().move(note, { id: "m" })).rejects.toSatisfy(
      (error) => ConditionFailedError.isInstance(error, Note) && error.item?.count === 5,
    );
    expect(await notes().move(changed, { id: "m" })).toEqual({ ...changed, id: "m" });
  });

  test("does not overwrite, and keeps to its condition", async () => {
    const [one, two] = [
      await notes().create({ user: "e", id: "1", text: "1" }),
      await notes().create({ user: "e", id: "2", text: "2" }),
    ];
    await expect(notes().move(one, { id: "2" })).rejects.toSatisfy(
      (error) => ItemExistsError.isInstance(error, Note) && error.item?.text === "2",
    );
    await expect(notes().move(two, { id: "3" }, { where: (n) => eq(n.text, "1") })).rejects.toSatisfy((error) =>
      ConditionFailedError.isInstance(error),
    );
    expect((await notes().query({ user: "e" })).items).toEqual([one, two]);
  });

  test("takes the place of an item that has expired", async () => {
    const old = await tasks().create({ user: "f", id: "2", title: "Old", expiresAt: new Date(1_000) });
    const task = await tasks().create({ user: "f", id: "1", title: "New" });
    expect(await tasks().move(task, { id: old.id })).toMatchObject({ id: "2", title: "New" });
  });

  test("is refused before a request where the key stays, or a value is missing", async () => {
    const note = { user: "g", id: "1", text: "x", count: 0 };
    const issues = (promise: Promise<unknown>) =>
      promise.then(
        () => [],
        (error) => error.issues ?? error,
      );
    expect(await issues(notes().move(note, { text: "y" }))).toMatchObject([{ code: "same_key" }]);
    expect(await issues(notes().move(note, { id: undefined as never }))).toMatchObject([
      { path: ["id"], code: "undefined" },
    ]);
    expect(await issues(notes().move(note, { id: "2", wrong: 1 } as never))).toMatchObject([
      { code: "unknown_attribute" },
    ]);
  });
});

describe("deletePartition", () => {
  test("deletes the items of a query, page by page, and leaves those of others alone", async () => {
    const { db } = dynamodb();
    for (let n = 0; n < 30; n++) await notes().create({ user: "p", id: `${n}`, text: "x" });
    const task = await tasks().create({ user: "p", id: "1", title: "stays" });
    const old = await tasks().create({ user: "p", id: "2", title: "expired", expiresAt: new Date(1_000) });
    const unreadable = await notes().create({ user: "p", id: "bad", text: "x" });
    await dynamodb().client.send(
      new UpdateItemCommand({
        TableName: nameOf(dynamodb(), table),
        Key: { PK: { S: "USER#p" }, SK: { S: `NOTE#${unreadable.id}` } },
        UpdateExpression: "SET #count = :text",
        ExpressionAttributeNames: { "#count": "count" },
        ExpressionAttributeValues: { ":text": { S: "no number" } },
      }),
    );
    const progress: number[] = [];
    const onProgress = ({ deleted }: { readonly deleted: number }) => void progress.push(deleted);
    const report = await deletePartition(db, Note.query({ user: "p" }, { pageSize: 10 }), { onProgress });
    expect(report).toMatchObject({ deleted: 31, skipped: 0 });
    expect(report.capacity.write).toBeGreaterThanOrEqual(dynamodb().engine.supports("consumedCapacity") ? 31 : 0);
    expect(progress).toEqual([10, 20, 30, 31]);
    expect(await tasks().get(task)).toEqual(task);
    // An engine may have deleted the expired one already.
    const least = dynamodb().engine.supports("ttlDeletion") ? 1 : 2;
    expect((await deletePartition(db, Task.query({ user: "p" }))).deleted).toBeGreaterThanOrEqual(least);
    expect((await storedItems(dynamodb(), table)).map(({ PK }) => PK)).not.toContainEqual({ S: "USER#p" });
    expect(old.title).toBe("expired");
  });

  test("keeps to the range, the condition and the limit of its query", async () => {
    const { db } = dynamodb();
    for (let n = 0; n < 8; n++) await notes().create({ user: "q", id: `${n}`, text: n % 2 ? "odd" : "even" });
    const odd = Note.query({ user: "q", id: { lt: "6" } }, { where: (n) => eq(n.text, "odd"), limit: 2 });
    expect(await deletePartition(db, odd)).toMatchObject({ deleted: 2 });
    expect((await notes().query({ user: "q" })).items.map(({ id }) => id)).toEqual(["0", "2", "4", "5", "6", "7"]);
    expect(await deletePartition(db, odd)).toMatchObject({ deleted: 1 });
    expect(await deletePartition(db, odd)).toMatchObject({ deleted: 0 });
  });

  test("takes queries of the table only", async () => {
    const { db } = dynamodb();
    await expect(deletePartition(db, Note.indexes.byText.query({ text: "x" }))).rejects.toThrow(TypeError);
    await expect(deletePartition(db, Note.scan())).rejects.toThrow(TypeError);
  });
});
