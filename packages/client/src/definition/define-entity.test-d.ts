import {
  add,
  at,
  beginsWith,
  eq,
  gt,
  increment,
  patch,
  type Ref,
  remove,
  set,
  whenExists,
} from "@keywright/expressions";
import { defineTable, epochSeconds, isoDateTime } from "@keywright/schema";
import { describe, expectTypeOf, test } from "vitest";
import * as z from "zod";
import type { Database } from "../feature/database.ts";
import { repository } from "../feature/repository.ts";
import { defineEntity } from "./define-entity.ts";
import type { AnyEntity, Item } from "./entity.ts";
import type { PartialRead } from "./item.ts";

declare const db: Database;

const table = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
    byDue: { type: "global", partitionKey: { GSI2PK: "S" }, sortKey: { GSI2SK: "S" }, projection: ["title", "points"] },
    byUpdated: { type: "local", sortKey: { updatedAt: "S" }, projection: "KEYS_ONLY" },
  },
  timeToLive: "expiresAt",
});

const Task = defineEntity({
  name: "Task",
  table,
  schema: z.object({
    userId: z.string(),
    taskId: z.string(),
    title: z.string().min(1),
    status: z.enum(["OPEN", "DONE"]).default("OPEN"),
    dueDate: z.iso.date(),
    points: z.int().optional(),
    rank: z.int(),
    free: z.number(),
    seenAt: isoDateTime().optional(),
    tags: z.set(z.string()).optional(),
    lines: z.array(z.object({ sku: z.string(), count: z.number().default(1) })),
    assignee: z.object({ name: z.string(), address: z.object({ city: z.string() }).optional() }).optional(),
    blob: z
      .codec(z.string(), z.object({ foo: z.string() }), {
        decode: (s) => JSON.parse(s),
        encode: (o) => JSON.stringify(o),
      })
      .optional(),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
  indexes: {
    byStatus: { GSI1PK: "STATUS#{status}", GSI1SK: "DUE#{dueDate}#R{rank:8}#TASK#{taskId}" },
    byDue: { GSI2PK: "USER#{userId}", GSI2SK: "{dueDate}" },
    byUpdated: { updatedAt: "{updatedAt}" },
  },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});
type Task = Item<typeof Task>;
const key = { userId: "u", taskId: "t" };

describe("items", () => {
  test("have the schema's attributes and the managed ones", () => {
    expectTypeOf<Task["status"]>().toEqualTypeOf<"OPEN" | "DONE">();
    expectTypeOf<Task["version"]>().toEqualTypeOf<number>();
    expectTypeOf<Task["updatedAt"]>().toEqualTypeOf<Date>();
    const entities: readonly AnyEntity[] = [Task];
    void entities;
  });
});

describe("reads", () => {
  test("get", async () => {
    expectTypeOf(await db.send(Task.get(key))).toEqualTypeOf<Task | undefined>();
    const part = await db.send(Task.get(key, { select: ["title", "version"] }));
    expectTypeOf(part).toEqualTypeOf<({ title: string; readonly version: number } & PartialRead) | undefined>();
    // @ts-expect-error unknown attribute
    Task.get(key, { select: ["nope"] });
    // @ts-expect-error a part of the key is missing
    Task.get({ userId: "u" });
  });

  test("an operation that was never sent does not compile", async () => {
    // @ts-expect-error TS1320: it was not sent
    await Task.get(key);
    // @ts-expect-error the same of a write
    await Task.delete(key);
  });

  test("queries take sort attributes from left to right, with one range at the end", () => {
    Task.query({ userId: "u" }, { consistent: true, order: "descending" });
    Task.query({ userId: "u", taskId: { beginsWith: "a" } });
    Task.indexes.byStatus.query({ status: "OPEN" });
    Task.indexes.byStatus.query({ status: "OPEN", dueDate: { between: ["a", "b"] } });
    Task.indexes.byStatus.query({ status: "OPEN", dueDate: "a", rank: { gte: 3 } });
    Task.indexes.byStatus.query({ status: "OPEN", dueDate: "a", rank: 3, taskId: { beginsWith: "x" } });
    // @ts-expect-error the partition attribute is missing
    Task.indexes.byStatus.query({ dueDate: "a" });
    // @ts-expect-error a gap
    Task.indexes.byStatus.query({ status: "OPEN", rank: 3 });
    // @ts-expect-error a range before the last attribute
    Task.indexes.byStatus.query({ status: "OPEN", dueDate: { gt: "a" }, rank: 3 });
    // @ts-expect-error two comparisons in one range
    Task.indexes.byStatus.query({ status: "OPEN", dueDate: { gt: "a", lt: "b" } });
    // @ts-expect-error no range on a partition attribute
    Task.indexes.byStatus.query({ status: { beginsWith: "O" } });
    // @ts-expect-error not one of its values
    Task.indexes.byStatus.query({ status: "NOPE" });
    // @ts-expect-error no prefix of a number
    Task.indexes.byStatus.query({ status: "OPEN", dueDate: "a", rank: { beginsWith: "1" } });
    // @ts-expect-error no such index
    void Task.indexes.nope;
  });

  test("consistent reads exist on the table and on local indexes only", () => {
    Task.indexes.byUpdated.query({ userId: "u", updatedAt: { gt: new Date() } }, { consistent: true });
    // @ts-expect-error a global index
    Task.indexes.byStatus.query({ status: "OPEN" }, { consistent: true });
  });

  test("results contain what the index projects and its keys give", async () => {
    const all = await db.send(Task.indexes.byStatus.query({ status: "OPEN" }));
    expectTypeOf(all.items).toEqualTypeOf<readonly Task[]>();
    const some = await db.send(Task.indexes.byDue.query({ userId: "u" }));
    expectTypeOf(some.items[0]!).toEqualTypeOf<
      {
        userId: string;
        taskId: string;
        title: string;
        dueDate: string;
        points?: number | undefined;
      } & PartialRead
    >();
    const keys = await db.send(Task.indexes.byUpdated.query({ userId: "u" }));
    expectTypeOf(keys.items[0]!).toEqualTypeOf<
      { userId: string; taskId: string; readonly updatedAt: Date } & PartialRead
    >();
    // @ts-expect-error not projected
    Task.indexes.byDue.query({ userId: "u" }, { select: ["lines"] });
    const titles = await db.send(Task.indexes.byDue.query({ userId: "u" }, { select: ["title"] }));
    expectTypeOf(titles.items).toEqualTypeOf<readonly ({ title: string } & PartialRead)[]>();
  });
});

describe("writes", () => {
  const minimal = { ...key, title: "t", dueDate: "2026-05-01", rank: 1, free: 1, lines: [{ sku: "a" }] };

  test("create takes the program's side; defaults and managed attributes may be left out", async () => {
    expectTypeOf(await db.send(Task.create(minimal))).toEqualTypeOf<Task>();
    // @ts-expect-error required
    Task.create({ ...key });
    // @ts-expect-error misspelt
    Task.create({ ...minimal, tite: "x" });
    // @ts-expect-error a Date in the program, not the stored number
    Task.create({ ...minimal, expiresAt: 1 });
  });

  test("put of a versioned entity wants the version", () => {
    Task.put({ ...minimal, version: 3 });
    // @ts-expect-error no version
    Task.put(minimal);
  });

  test("update", () => {
    Task.update(key, { title: "x", points: increment(1, { from: 0 }), tags: add(["a"]), expiresAt: remove() });
    Task.update(key, { assignee: whenExists(patch({ name: "Ada" })) });
    Task.update(key, { status: "DONE" });
    Task.update(key, { dueDate: "2026-05-01", rank: 3 });
    Task.update(key, { dueDate: "2026-05-01" }, { known: { rank: 3 } });
    Task.update(key, (t) => [set(at(t.lines, 0).count, increment(1))]);
    // @ts-expect-error part of an index template: rank is neither changed nor known
    Task.update(key, { dueDate: "2026-05-01" });
    // @ts-expect-error arithmetic on an attribute that a template uses
    Task.update(key, { rank: increment(1), dueDate: "2026-05-01" });
    // @ts-expect-error part of the key
    Task.update(key, { userId: "x" });
    // @ts-expect-error managed
    Task.update(key, { version: 3 });
    // @ts-expect-error required
    Task.update(key, { free: remove() });
    // @ts-expect-error unknown
    Task.update(key, { nope: 1 });
    // @ts-expect-error unknown attribute beside one that is there
    Task.update(key, { title: "x", nope: 1 });
    // @ts-expect-error not one of its values
    Task.update(key, { status: "NOPE" });
    // @ts-expect-error undefined is no change
    Task.update(key, { expiresAt: undefined });
    // @ts-expect-error an optional attribute has nothing to count from
    Task.update(key, { points: increment(1) });
    // @ts-expect-error what lies under an optional parent needs it
    Task.update(key, { assignee: patch({ name: "Ada" }) });
  });

  test("results follow `returning`", async () => {
    expectTypeOf(await db.send(Task.update(key, { title: "x" }))).toEqualTypeOf<Task>();
    expectTypeOf(await db.send(Task.update(key, { title: "x" }, { returning: "changed" }))).toEqualTypeOf<
      Partial<Task>
    >();
    expectTypeOf(await db.send(Task.update(key, { title: "x" }, { returning: "none" }))).toEqualTypeOf<undefined>();
    expectTypeOf(await db.send(Task.delete(key))).toEqualTypeOf<undefined>();
    expectTypeOf(await db.send(Task.delete(key, { returning: "old" }))).toEqualTypeOf<Task>();
    expectTypeOf(await db.send(Task.delete(key, { returning: "old", mustExist: false }))).toEqualTypeOf<
      Task | undefined
    >();
    expectTypeOf(await db.send(Task.put({ ...minimal, version: 1 }, { returning: "old" }))).toEqualTypeOf<
      Task | undefined
    >();
  });

  test("conditions", () => {
    Task.delete(key, { where: (t) => eq(t.status, "OPEN") });
    Task.delete(key, { where: (t) => gt(t.version, 3) });
    Task.delete(key, { where: (t) => beginsWith(t.seenAt, "2026") });
    Task.delete(key, { where: (t) => gt(t.expiresAt, new Date()) });
    // @ts-expect-error stored as a number: no prefix
    Task.delete(key, { where: (t) => beginsWith(t.expiresAt, "2026") });
    // @ts-expect-error stored as JSON text: no path into it
    Task.delete(key, { where: (t) => eq(t.blob.foo, "x") });
    // @ts-expect-error not one of its values
    Task.delete(key, { where: (t) => eq(t.status, "NOPE") });
    // @ts-expect-error a condition of another entity
    Task.delete(key, { where: () => User.condition });
  });
});

declare const userName: Ref<"User", string, string>;
const User = { condition: eq(userName, "Ada") };

describe("definitions", () => {
  const schema = z.object({ a: z.string(), n: z.number() });
  const plain = defineTable({ name: "Plain", partitionKey: { a: "S" }, sortKey: { n: "N" } });

  test("keys that are plain attributes need no template", () => {
    const Plain = defineEntity({ name: "Plain", table: plain, schema });
    Plain.get({ a: "x", n: 1 });
    Plain.query({ a: "x", n: { between: [1, 2] } });
    // @ts-expect-error no key
    Plain.get({ a: "x" });
  });

  test("an index may be made of the keys of the table", async () => {
    const both = defineTable({
      name: "Both",
      partitionKey: { PK: "S" },
      sortKey: { SK: "S" },
      indexes: {
        inverted: { type: "global", partitionKey: { SK: "S" }, sortKey: { PK: "S" }, projection: "KEYS_ONLY" },
      },
    });
    const Member = defineEntity({
      name: "Member",
      table: both,
      schema: z.object({ team: z.string(), user: z.string(), role: z.string() }),
      key: { PK: "TEAM#{team}", SK: "USER#{user}" },
      indexes: { inverted: {} },
    });
    const page = await db.send(Member.indexes.inverted.query({ user: "u", team: { beginsWith: "a" } }));
    expectTypeOf(page.items[0]!).toEqualTypeOf<{ team: string; user: string } & PartialRead>();
    // @ts-expect-error the partition key of the index is made of `user`
    Member.indexes.inverted.query({ team: "t" });
  });

  test("mistakes", () => {
    // @ts-expect-error misspelt property
    defineEntity({ name: "X", table, schema, key: { PK: "{a}", SK: "x" }, indices: {} });
    // @ts-expect-error SK is missing
    defineEntity({ name: "X", table, schema, key: { PK: "{a}" } });
    // @ts-expect-error no key at all
    defineEntity({ name: "X", table, schema });
    // @ts-expect-error unknown attribute in a template
    defineEntity({ name: "X", table, schema, key: { PK: "{b}", SK: "x" } });
    // @ts-expect-error no key attribute of this table
    defineEntity({ name: "X", table, schema, key: { PK: "{a}", SK: "x", SKK: "x" } });
    // @ts-expect-error no such index
    defineEntity({ name: "X", table, schema, key: { PK: "{a}", SK: "x" }, indexes: { zz: { GSI1PK: "x" } } });
    defineEntity({
      name: "X",
      table,
      schema,
      key: { PK: "{a}", SK: "x" },
      // @ts-expect-error unknown attribute in an index template
      indexes: { byStatus: { GSI1PK: "{q}", GSI1SK: "y" } },
    });
    // @ts-expect-error a template of the index is missing
    defineEntity({ name: "X", table, schema, key: { PK: "{a}", SK: "x" }, indexes: { byStatus: { GSI1PK: "{a}" } } });
    // @ts-expect-error no schema that an item can have
    defineEntity({ name: "X", table, schema: z.string(), key: { PK: "{a}", SK: "x" } });
  });
});

describe("a discriminated union at the root", () => {
  const Payment = defineEntity({
    name: "Payment",
    table,
    schema: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("card"), id: z.string(), last4: z.string(), retries: z.number().default(0) }),
      z.object({ kind: z.literal("cash"), id: z.string(), currency: z.string() }),
    ]),
    key: { PK: "PAYMENT#{id}", SK: "PAYMENT" },
  });
  type Payment = Item<typeof Payment>;

  test("is typed over its variants", async () => {
    Payment.create({ kind: "card", id: "p", last4: "1234" });
    // @ts-expect-error cash has no last4
    Payment.create({ kind: "cash", id: "p", last4: "1234" });
    const payment = await db.send(Payment.get({ id: "p" }));
    expectTypeOf(payment).toEqualTypeOf<Payment | undefined>();
    if (payment?.kind === "card") expectTypeOf(payment.last4).toEqualTypeOf<string>();
    Payment.update({ id: "p" }, { last4: "9999" });
    Payment.update({ id: "p" }, { currency: "EUR" });
    const part = await db.send(Payment.get({ id: "p" }, { select: ["kind", "last4"] }));
    expectTypeOf(part).toEqualTypeOf<
      (({ kind: "card"; last4: string } | { kind: "cash" }) & PartialRead) | undefined
    >();
  });
});

test("a repository has the verbs of its entity, sent", async () => {
  const tasks = repository(db, Task);
  expectTypeOf(await tasks.get(key)).toEqualTypeOf<Task | undefined>();
  expectTypeOf(await tasks.update(key, { title: "x" }, { returning: "none" })).toEqualTypeOf<undefined>();
  expectTypeOf((await tasks.indexes.byStatus.query({ status: "OPEN" })).items).toEqualTypeOf<readonly Task[]>();
  // @ts-expect-error part of an index template
  await tasks.update(key, { dueDate: "2026-05-01" });
});
