import { eq } from "@keywright/expressions";
import { defineTable, epochSeconds } from "@keywright/schema";
import { describe, expectTypeOf, test } from "vitest";
import * as z from "zod";
import type { ItemExistsError } from "../error/item-exists-error.ts";
import type { VersionConflictError } from "../error/version-conflict-error.ts";
import type { Database } from "../feature/database.ts";
import { type Repository, repository } from "../feature/repository.ts";
import type { Count, HydratedPage, Page } from "../operation/page.ts";
import { collection } from "./collection.ts";
import { defineEntity } from "./define-entity.ts";
import type { Item } from "./entity.ts";
import type { PartialRead } from "./item.ts";

declare const db: Database;

const table = defineTable({
  name: "TaskApp",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byStatus: { type: "global", partitionKey: { G1: "S" }, sortKey: { G2: "S" }, projection: "ALL" },
    byOwner: { type: "global", partitionKey: { H1: "S" }, projection: ["title", "expiresAt"] },
    byKey: { type: "global", partitionKey: { I1: "S" }, projection: "KEYS_ONLY" },
    byUpdated: { type: "local", sortKey: { updatedAt: "S" }, projection: ["expiresAt"] },
  },
  timeToLive: "expiresAt",
});
const Task = defineEntity({
  name: "Task",
  table,
  schema: z.object({
    userId: z.string(),
    taskId: z.string(),
    title: z.string(),
    status: z.enum(["OPEN", "DONE"]).default("OPEN"),
    owner: z.string(),
    points: z.int().optional(),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "USER#{userId}", SK: "TASK#{taskId}" },
  indexes: {
    byStatus: { G1: "STATUS#{status}", G2: "TASK#{taskId}" },
    byOwner: { H1: "OWNER#{owner}" },
    byKey: { I1: "TITLE#{title}" },
    byUpdated: {},
  },
  version: "version",
  timestamps: { updatedAt: "updatedAt" },
});
type Task = Item<typeof Task>;
const Note = defineEntity({
  name: "Note",
  table,
  schema: z.object({ userId: z.string(), noteId: z.string(), text: z.string() }),
  key: { PK: "USER#{userId}", SK: "NOTE#{noteId}" },
});
type Note = Item<typeof Note>;
const key = { userId: "u" };

type Part<N extends keyof Task> = { [P in N]: Task[P] } & PartialRead;

describe("results of a table", () => {
  test("first and count", async () => {
    expectTypeOf(await db.send(Task.first(key))).toEqualTypeOf<Task | undefined>();
    const title = await db.send(Task.first(key, { select: ["title"], order: "descending" }));
    expectTypeOf(title?.title).toEqualTypeOf<string | undefined>();
    expectTypeOf(await db.send(Task.count(key, { where: (t) => eq(t.status, "OPEN") }))).toEqualTypeOf<Count>();
    // @ts-expect-error a count gives no items to select of
    Task.count(key, { select: ["title"] });
    // @ts-expect-error the first item is one
    Task.first(key, { limit: 2 });
  });

  test("scan", async () => {
    expectTypeOf(await db.send(Task.scan({ segments: 4 }))).toEqualTypeOf<Page<Task>>();
    for await (const task of db.items(Task.scan(), { prefetch: true })) expectTypeOf(task).toEqualTypeOf<Task>();
    // @ts-expect-error a scan has no order
    Task.scan({ order: "descending" });
  });
});

describe("results of an index", () => {
  test("that projects some attributes", async () => {
    const page = await db.send(Task.indexes.byOwner.query({ owner: "o" }));
    type Projected = Part<"userId" | "taskId" | "owner" | "title" | "expiresAt">;
    expectTypeOf(page.items[0]!.title).toEqualTypeOf<string>();
    expectTypeOf<keyof Projected>().toEqualTypeOf<keyof (typeof page.items)[number]>();
    // @ts-expect-error not projected
    void page.items[0]!.points;
    expectTypeOf((await db.send(Task.indexes.byOwner.first({ owner: "o" })))!.title).toEqualTypeOf<string>();
    // @ts-expect-error not projected
    Task.indexes.byOwner.first({ owner: "o" }, { select: ["points"] });
    // @ts-expect-error not projected
    Task.indexes.byOwner.scan({ select: ["points"] });
    // @ts-expect-error a global index is not read consistently
    Task.indexes.byOwner.count({ owner: "o" }, { consistent: true });
  });

  test("that projects keys only", async () => {
    const page = await db.send(Task.indexes.byKey.query({ title: "t" }));
    expectTypeOf<keyof (typeof page.items)[number]>().toEqualTypeOf<"userId" | "taskId" | "title" | "~partial">();
  });

  test("that is local may have more than it projects", async () => {
    const page = await db.send(Task.indexes.byUpdated.query(key, { select: ["title", "points"], consistent: true }));
    expectTypeOf(page.items[0]!.points).toEqualTypeOf<number | undefined>();
    // @ts-expect-error was not selected
    void page.items[0]!.owner;
  });

  test("that are completed have everything, or what was selected of everything", async () => {
    const page = await db.send(Task.indexes.byKey.hydrate({ title: "t" }, { consistent: true }));
    expectTypeOf(page).toEqualTypeOf<HydratedPage<Task>>();
    const part = await db.send(Task.indexes.byKey.hydrate({ title: "t" }, { select: ["points"] }));
    expectTypeOf(part.items[0]!.points).toEqualTypeOf<number | undefined>();
    expectTypeOf(part.deleted.length).toEqualTypeOf<number>();
  });
});

describe("an item of which a part was read", () => {
  test("is no item to put or to move", async () => {
    const part = (await db.send(
      Task.get(
        { userId: "u", taskId: "t" },
        { select: ["userId", "taskId", "title", "owner", "status", "version", "updatedAt"] },
      ),
    ))!;
    // @ts-expect-error its other attributes would be lost
    Task.put(part);
    // @ts-expect-error also with changes
    Task.put({ ...part, title: "x" });
    // @ts-expect-error its other attributes would be lost
    Task.move(part, { userId: "v" });
    const whole = (await db.send(Task.get({ userId: "u", taskId: "t" })))!;
    Task.put({ ...whole, title: "x" });
    Task.move(whole, { userId: "v" });
    const [indexed] = (await db.send(Task.indexes.byStatus.query({ status: "OPEN" }))).items;
    Task.put(indexed!);
  });
});

describe("attempt", () => {
  test("gives the errors of the verb", async () => {
    const created = await db.attempt(Note.create({ userId: "u", noteId: "n", text: "t" }));
    if (created.ok) expectTypeOf(created.value).toEqualTypeOf<Note>();
    else if (created.error.code === "item-exists") expectTypeOf(created.error).toEqualTypeOf<ItemExistsError<Note>>();
    // @ts-expect-error no code of a creation
    else if (created.error.code === "version-conflict") throw created.error;
    const updated = await db.attempt(Task.update({ userId: "u", taskId: "t" }, { points: 1 }));
    if (!updated.ok) expectTypeOf<VersionConflictError<Task>>().toExtend<typeof updated.error>();
    const read = await db.attempt(Task.get({ userId: "u", taskId: "t" }));
    // @ts-expect-error reading finds no other version
    if (!read.ok) expectTypeOf<VersionConflictError<Task>>().toExtend<typeof read.error>();
  });
});

describe("a collection", () => {
  const user = collection({ tasks: Task, notes: Note });

  test("gives items by entity", async () => {
    const page = await db.send(user.query(key, { where: { tasks: (t) => eq(t.status, "OPEN") } }));
    expectTypeOf(page.groups.tasks).toEqualTypeOf<readonly Task[]>();
    expectTypeOf(page.groups.notes).toEqualTypeOf<readonly Note[]>();
    for (const { entity, item } of page.items) {
      if (entity === "tasks") expectTypeOf(item).toEqualTypeOf<Task>();
      else expectTypeOf(item).toEqualTypeOf<Note>();
    }
    for await (const entry of db.items(user.query(key))) expectTypeOf(entry.entity).toEqualTypeOf<"tasks" | "notes">();
  });

  test("refuses what does not belong to it", () => {
    user.query({ userId: "u", taskId: "t" });
    // @ts-expect-error the partition is missing
    user.query({ taskId: "t" });
    // @ts-expect-error no attribute of any key
    user.query({ userId: "u", title: "t" });
    // @ts-expect-error no entity of it
    user.query(key, { where: { others: () => undefined } });
    // @ts-expect-error the condition of another entity
    user.query(key, { where: { notes: (n) => eq(n.status, "OPEN") } });
    // @ts-expect-error no index of them
    collection({ tasks: Task, notes: Note }, { index: "byNothing" });
  });
});

describe("generic code over entities", () => {
  interface Stored {
    readonly version: number;
  }

  /** Any entity whose items have a version, found by a key of type `K`. */
  interface Reader<K, I extends Stored> {
    get(key: K): Promise<I | undefined>;
  }

  test("depends on what it needs of a repository", async () => {
    const versionOf = async <K, I extends Stored>(items: Reader<K, I>, of: K): Promise<number | undefined> =>
      (await items.get(of))?.version;
    const tasks: Repository<typeof Task> = repository(db, Task);
    expectTypeOf(await versionOf(tasks, { userId: "u", taskId: "t" })).toEqualTypeOf<number | undefined>();
    const stand: Reader<{ userId: string; taskId: string }, Task> = { get: async () => undefined };
    await versionOf(stand, { userId: "u", taskId: "t" });
    // @ts-expect-error notes have no version
    await versionOf(repository(db, Note), { userId: "u", noteId: "n" });
  });
});
