import { connect, eq, gt, repository } from "keywright";
import { beforeAll, describe, expect, test } from "vitest";
import { useDynamoDB } from "../test-support.ts";
import { Note, Task, table } from "./model.ts";

const dynamodb = useDynamoDB({ tables: [table] });
const tasks = () => repository(dynamodb().db, Task);
const notes = () => repository(dynamodb().db, Note);
const ids = (page: { readonly items: readonly { readonly id: string }[] }): readonly string[] =>
  page.items.map(({ id }) => id);

beforeAll(async () => {
  for (let n = 1; n <= 9; n++) {
    const due = `2026-05-0${n}`;
    await tasks().create({
      user: "u",
      id: `t${n}`,
      title: `Task ${n}`,
      due,
      points: n,
      status: n % 3 ? "OPEN" : "DONE",
    });
    await notes().create({ user: "u", id: `n${n}`, text: "same" });
  }
  const expiresAt = new Date(Date.now() - 60_000);
  await tasks().create({ user: "u", id: "t0", title: "Expired", due: "2026-05-01", expiresAt });
});

describe("backward paging", () => {
  test("gives the pages before, in the order of the query", async () => {
    for (const order of ["ascending", "descending"] as const) {
      const pages: (readonly string[])[] = [];
      let page = await tasks().query({ user: "u" }, { limit: 4, order });
      expect(page.previous).toBeUndefined();
      pages.push(ids(page));
      while (page.cursor !== undefined) {
        page = await tasks().query({ user: "u" }, { limit: 4, order, cursor: page.cursor });
        pages.push(ids(page));
      }
      const back: (readonly string[])[] = [];
      while (page.previous !== undefined) {
        page = await tasks().query({ user: "u" }, { limit: 4, order, cursor: page.previous });
        back.unshift(ids(page));
      }
      const found = back.filter((each) => each.length > 0);
      expect(found).toEqual(pages.slice(0, -1));
    }
  });

  test("turns round in the middle, behind a filter, and at the end", async () => {
    const where = {
      limit: 2,
      where: (t: Parameters<NonNullable<NonNullable<Parameters<typeof Task.query>[1]>["where"]>>[0]) => gt(t.points, 4),
    };
    const first = await tasks().query({ user: "u" }, where);
    const second = await tasks().query({ user: "u" }, { ...where, cursor: first.cursor });
    const third = await tasks().query({ user: "u" }, { ...where, cursor: second.cursor });
    expect([ids(first), ids(second), ids(third)]).toEqual([["t5", "t6"], ["t7", "t8"], ["t9"]]);
    const again = await tasks().query({ user: "u" }, { ...where, cursor: third.previous });
    expect(ids(again)).toEqual(["t7", "t8"]);
    expect(ids(await tasks().query({ user: "u" }, { ...where, cursor: again.cursor }))).toEqual(["t9"]);
    const start = await tasks().query({ user: "u" }, { ...where, cursor: again.previous });
    expect(ids(start)).toEqual(["t5", "t6"]);
  });
});

describe("first and count", () => {
  test("give one item, or none", async () => {
    expect((await tasks().first({ user: "u" }))?.id).toBe("t1");
    expect((await tasks().first({ user: "u" }, { order: "descending" }))?.id).toBe("t9");
    const late = await tasks().first({ user: "u" }, { where: (t) => gt(t.points, 8), pageSize: 1, select: ["id"] });
    expect(late).toEqual({ id: "t9" });
    expect(await tasks().first({ user: "nobody" })).toBeUndefined();
    expect((await tasks().indexes.byStatus.first({ status: "DONE" }, { order: "descending" }))?.id).toBe("t9");
  });

  test("count what matches, without the expired and those of others", async () => {
    expect(await tasks().count({ user: "u" })).toMatchObject({ count: 9, cursor: undefined, skipped: 0 });
    expect((await tasks().count({ user: "u" }, { where: (t) => eq(t.status, "DONE") })).count).toBe(3);
    expect((await tasks().indexes.byStatus.count({ status: "OPEN" })).count).toBe(6);
    expect((await notes().indexes.byText.count({ text: "same" })).count).toBe(9);
    expect((await tasks().count({ user: "u" }, { pageSize: 2 })).count).toBe(9);
  });

  test("a count that is bounded goes on from its cursor", async () => {
    let total = 0;
    let cursor: string | undefined;
    do {
      const part = await tasks().count({ user: "u" }, { pageSize: 2, maxPages: 1, cursor });
      expect(part.count).toBeLessThanOrEqual(2);
      total += part.count;
      cursor = part.cursor;
    } while (cursor !== undefined);
    expect(total).toBe(9);
  });

  test("maxCapacity ends a page, with a cursor", async () => {
    const page = await tasks().query({ user: "u" }, { limit: 9, pageSize: 1, maxCapacity: 1.5, maxPages: 100 });
    expect(page.capacity.read).toBe(1.5);
    expect(ids(page)).toEqual(["t1", "t2"]);
    const quiet = connect(dynamodb().client, { tables: dynamodb().tableNames, capacity: "none" });
    const rest = await quiet.send(
      Task.query({ user: "u" }, { limit: 9, pageSize: 1, maxCapacity: 1.5, cursor: page.cursor }),
    );
    expect(ids(rest)).toEqual(["t3", "t4", "t5"]);
  });
});

describe("indexes", () => {
  test("a local index fetches from the table what is selected and not projected", async () => {
    const [narrow] = (await tasks().indexes.byUpdated.query({ user: "u" }, { limit: 1 })).items;
    expect(Object.keys(narrow ?? {}).sort()).toEqual(["id", "updatedAt", "user"]);
    const [wide] = (
      await tasks().indexes.byUpdated.query({ user: "u" }, { limit: 1, select: ["id", "title", "points"] })
    ).items;
    const fetched = dynamodb().engine.supports("localIndexFetch") ? { title: "Task 1", points: 1 } : {};
    expect(wide).toEqual({ id: "t1", ...fetched });
  });

  test("hydrate completes items in the order of the index", async () => {
    const page = await tasks().indexes.byDue.hydrate({ user: "u" }, { order: "descending", limit: 3 });
    expect(page.items).toEqual(await Promise.all(["t9", "t8", "t7"].map((id) => tasks().get({ user: "u", id }))));
    expect(page).toMatchObject({ deleted: [], changed: 0, cursor: expect.any(String) });
    const next = await tasks().indexes.byDue.hydrate(
      { user: "u" },
      { order: "descending", limit: 3, cursor: page.cursor, select: ["id", "points"] },
    );
    expect(next.items).toEqual([6, 5, 4].map((n) => ({ id: `t${n}`, points: n })));
    const all: string[] = [];
    for await (const note of dynamodb().db.items(
      Note.indexes.byText.hydrate({ text: "same" }, { limit: 5, consistent: true }),
    ))
      all.push(note.id);
    expect(all).toHaveLength(5);
  });
});

describe("scan", () => {
  test("finds the items of the entity, in one segment or several, and says how far it is", async () => {
    const expected = Array.from({ length: 9 }, (_, i) => `t${i + 1}`);
    for (const segments of [1, 3]) {
      const found: string[] = [];
      let progress: unknown;
      const items = dynamodb().db.items(Task.scan({ segments, pageSize: 4 }), {
        onProgress: (now) => (progress = now),
      });
      for await (const task of items) found.push(task.id);
      expect(found.sort()).toEqual(expected);
      expect(progress).toMatchObject({ items: 9, skipped: 9 });
    }
    expect((await tasks().scan({ where: (t) => eq(t.status, "DONE"), limit: 2 })).items).toHaveLength(2);
    expect((await notes().indexes.byText.scan()).items).toHaveLength(9);
  });

  test("of several segments goes on from its cursor", async () => {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await tasks().scan({ segments: 3, pageSize: 2, cursor });
      found.push(...ids(page));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(found.sort()).toEqual(Array.from({ length: 9 }, (_, i) => `t${i + 1}`));
  });

  test("ends where it is aborted", async () => {
    const controller = new AbortController();
    const items = dynamodb().db.items(Task.scan({ pageSize: 2 }), { signal: controller.signal });
    const read = async (): Promise<void> => {
      for await (const _ of items) controller.abort();
    };
    await expect(read()).rejects.toMatchObject({ name: "AbortError" });
  });

  test("is refused where the connection forbids it", async () => {
    const db = connect(dynamodb().client, { tables: dynamodb().tableNames, scans: "forbid" });
    await expect(db.send(Task.scan())).rejects.toMatchObject({
      code: "invalid-item",
      issues: [{ code: "scan_forbidden" }],
    });
    expect(() => db.items(Task.indexes.byStatus.scan())).toThrow(/forbid/);
    expect((await db.send(Task.query({ user: "u" }, { limit: 1 }))).items).toHaveLength(1);
  });
});

describe("items()", () => {
  test("reads ahead where it is asked to, and gives the same", async () => {
    for (const prefetch of [false, true]) {
      const found: string[] = [];
      const events: number[] = [];
      const db = connect(dynamodb().client, {
        tables: dynamodb().tableNames,
        observe: () => events.push(found.length),
      });
      for await (const task of db.items(Task.query({ user: "u" }, { pageSize: 3 }), { prefetch })) found.push(task.id);
      expect(found).toHaveLength(9);
      expect(events.length).toBeGreaterThanOrEqual(4);
    }
  });

  test("has a cursor for the position after the item that was taken last", async () => {
    const items = dynamodb().db.items(Task.query({ user: "u" }, { pageSize: 4 }), { prefetch: true });
    expect(items.cursor).toBeUndefined();
    for await (const task of items) if (task.id === "t6") break;
    expect(ids(await tasks().query({ user: "u" }, { cursor: items.cursor }))).toEqual(["t7", "t8", "t9"]);
  });
});

test("attempt gives errors as values", async () => {
  const { db } = dynamodb();
  const read = await db.attempt(Task.get({ user: "u", id: "t1" }));
  expect(read.ok && read.value?.title).toBe("Task 1");
  const created = await db.attempt(Task.create({ user: "u", id: "t1", title: "Again" }));
  expect(created.ok).toBe(false);
  if (!created.ok && created.error.code === "item-exists" && "item" in created.error) {
    expect(created.error.item).toMatchObject({ title: "Task 1" });
  } else expect.unreachable();
  await expect(connect(dynamodb().client).attempt(Task.get({ user: "u", id: "t1" }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});
