import { eq, notExists } from "@keywright/expressions";
import { defineTable } from "@keywright/schema";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { defineEntity } from "../../definition/define-entity.ts";
import { Plain, Task } from "../../testing/models.ts";
import { at } from "../../testing/requests.ts";

const task = { userId: "u", taskId: "t", title: "T", status: "OPEN", dueDate: "2026-05-01", owner: "o", version: 1 };
const codes = (operation: { explain(): { warnings: readonly { code: string }[] } }): readonly string[] =>
  operation.explain().warnings.map(({ code }) => code);

describe("explain", () => {
  test("says what a query sends, what that costs, and from what", () => {
    const found = Plain.query({ id: "a" }, { limit: 5, consistent: true }).explain({ items: 3, itemSize: 4000 });
    expect(found).toMatchObject({
      requests: [{ request: "Query", input: { TableName: "Plain", Limit: 5, ConsistentRead: true } }],
      table: "Plain",
      key: ['id is "a"'],
      capacity: { read: 3, write: 0, table: 3, indexes: {}, exact: false },
      warnings: [{ code: "consistent_read" }],
    });
    expect(found.summary.split("\n").slice(0, 3)).toEqual([
      "Plain.query: Query on Plain",
      '  key: id is "a"',
      "  capacity: about 3 read",
    ]);
  });

  test("charges each index that an item is in", () => {
    const { capacity } = Task.create(task).explain(at);
    expect(capacity).toMatchObject({
      write: 4,
      table: 1,
      indexes: { byStatus: 1, byOwner: 1, byUpdated: 1 },
      whenConditionFails: 1,
      exact: true,
    });
  });

  test("charges an update for the indexes that it changes", () => {
    const key = { userId: "u", taskId: "t" };
    const { capacity } = Plain.update({ id: "a" }, { name: "b" }).explain({
      item: { id: "a", name: "a".repeat(1500) },
    });
    expect(capacity).toMatchObject({ write: 2, table: 2, indexes: {}, exact: true });
    // updatedAt is a key of byUpdated and part of all that byStatus holds; byOwner has none of it.
    const touched = Task.update(key, { points: 3 }).explain({
      ...at,
      item: { ...task, createdAt: new Date(0), updatedAt: new Date(0) },
    });
    expect(touched.capacity).toMatchObject({ write: 4, table: 1, indexes: { byStatus: 1, byUpdated: 2 }, exact: true });
  });

  test("says which attributes an item was given without", () => {
    const { capacity } = Task.delete({ userId: "u", taskId: "t" }).explain({ ...at, item: task });
    expect(capacity.exact).toBe(false);
    expect(capacity.basis[0]).toMatch(/with createdAt and updatedAt as of a new item/);
  });

  test("says that an estimate without the item is none that is exact", () => {
    const { capacity } = Plain.delete({ id: "a" }).explain();
    expect(capacity).toMatchObject({ write: 1, exact: false });
    expect(capacity.basis.join()).toMatch(/1024 bytes, which is assumed/);
  });

  test("charges a put for what it replaces, whatever its condition", () => {
    const item = { id: "a", name: "a".repeat(5000) };
    const put = Plain.put({ id: "a", name: "b" }, { where: (t) => notExists(t.color) });
    expect(put.explain({ item }).capacity).toMatchObject({ write: 5, whenConditionFails: 5, exact: true });
    expect(put.explain({ item: null }).capacity).toMatchObject({ write: 1, exact: true });
    expect(put.explain().capacity).toMatchObject({ write: 1, exact: false });
  });

  test("charges a creation for the expired item that it replaces, and for no other", () => {
    const large = { ...task, title: "T".repeat(3000) };
    const expired = { ...large, expiresAt: new Date(0) };
    expect(Task.create(task).explain({ ...at, item: expired }).capacity).toMatchObject({ table: 4, exact: true });
    expect(Task.create(task).explain({ ...at, item: large }).capacity).toMatchObject({ table: 1, exact: true });
  });

  test("charges double for a transaction, on the table alone", () => {
    expect(Plain.check({ id: "a" }).explain({ item: { id: "a", name: "a" } }).capacity).toMatchObject({ write: 2 });
    const { capacity, requests } = Plain.move({ id: "a", name: "a" }, { id: "b" }).explain(at);
    expect(capacity).toMatchObject({ write: 4, exact: true });
    expect(requests).toMatchObject([{ request: "TransactWriteItems" }]);
  });

  test("warns of what costs more than it seems, and of nothing else", () => {
    expect(codes(Plain.get({ id: "a" }))).toEqual([]);
    expect(codes(Plain.scan())).toEqual(["scan"]);
    expect(codes(Plain.put({ id: "a", name: "a" }))).toEqual(["overwrites"]);
    expect(codes(Task.query({ userId: "u" }))).toEqual([]);
    expect(codes(Task.query({ userId: "u" }, { where: (t) => eq(t.title, "x") }))).toEqual(["filter_reads_range"]);
    expect(codes(Task.query({ userId: "u" }, { where: (t) => eq(t.title, "x"), pageSize: 10 }))).toEqual([]);
    expect(codes(Task.indexes.byStatus.query({ status: "OPEN" }))).toEqual(["low_cardinality_key"]);
  });
});

describe("global tables", () => {
  const noteOf = (globalTable: "eventual" | "strong") =>
    defineEntity({
      name: "Note",
      table: defineTable({ name: "Notes", partitionKey: { id: "S" }, globalTable }),
      schema: z.object({ id: z.string(), text: z.string() }),
      version: "version",
    });

  test("of which the last writer wins: explain warns of what conditions are worth there", () => {
    const Note = noteOf("eventual");
    expect(codes(Note.update({ id: "a" }, { text: "b" }))).toEqual(["last_writer_wins"]);
    expect(codes(Note.check({ id: "a" }))).toEqual(["transaction", "last_writer_wins"]);
    expect(codes(Note.get({ id: "a" }))).toEqual([]);
  });

  test("that are strongly consistent have no transactions", () => {
    const Note = noteOf("strong");
    const refusal = "'Notes' is a strongly consistent global table, which has none";
    expect(() => Note.check({ id: "a" }).toRequest()).toThrow(refusal);
    expect(() => Note.check({ id: "a" }).explain()).toThrow(refusal);
    expect(() => Note.create({ id: "a", text: "" }, { exactlyOnce: true }).toRequest()).toThrow(refusal);
    expect(Note.create({ id: "a", text: "" }).toRequest()).toMatchObject({ TableName: "Notes" });
  });
});

describe("unique attributes", () => {
  const User = defineEntity({
    name: "User",
    table: defineTable({ name: "Users", partitionKey: { n: "N" } }),
    schema: z.object({ n: z.int(), email: z.string() }),
    version: "version",
    unique: { email: ["email"] },
    uniqueTable: defineTable({ name: "Claims", partitionKey: { id: "S" }, sortKey: { sk: "S" } }),
  });

  test("are written with their claims, each of which is charged", () => {
    const create = User.create({ n: 1, email: "a@x.org" }).explain();
    expect(create).toMatchObject({ capacity: { write: 4, table: 4, exact: true }, warnings: [{ code: "unique" }] });
    const previous = { n: 1, email: "a@x.org", version: 1 };
    const change = User.update({ n: 1 }, { email: "b@x.org" }, { previous, returning: "none" }).explain({
      itemSize: 500,
    });
    expect(change.capacity).toMatchObject({ write: 6, exact: false });
    expect(change.key).toEqual(["n is 1"]);
  });
});
