import { CursorError, collection, defineEntity, defineTable, eq, gt, ModelError, repository } from "keywright";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { useDynamoDB } from "../test-support.ts";

const table = defineTable({
  name: "Projects",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: { byDay: { type: "global", partitionKey: { G1: "S" }, sortKey: { G2: "S" }, projection: "ALL" } },
});

const Project = defineEntity({
  name: "Project",
  table,
  schema: z.object({ projectId: z.string(), title: z.string() }),
  key: { PK: "PROJECT#{projectId}", SK: "PROJECT" },
});
const Task = defineEntity({
  name: "Task",
  table,
  schema: z.object({ projectId: z.string(), taskId: z.string(), points: z.int(), day: z.iso.date() }),
  key: { PK: "PROJECT#{projectId}", SK: "TASK#{taskId:escaped}" },
  indexes: { byDay: { G1: "DAY#{day}", G2: "TASK#{taskId:escaped}" } },
});
const Comment = defineEntity({
  name: "Comment",
  table,
  schema: z.object({ projectId: z.string(), taskId: z.string(), n: z.int(), text: z.string(), day: z.iso.date() }),
  key: { PK: "PROJECT#{projectId}", SK: "TASK#{taskId:escaped}#COMMENT#{n:4}" },
  indexes: { byDay: { G1: "DAY#{day}", G2: "TASK#{taskId:escaped}#COMMENT#{n:4}" } },
});
const File = defineEntity({
  name: "File",
  table,
  schema: z.object({ projectId: z.string(), path: z.string() }),
  key: { PK: "PROJECT#{projectId}", SK: "FILE#{path}" },
});

const dynamodb = useDynamoDB({ tables: [table] });
const day = "2026-05-01";
const project = collection({ project: Project, tasks: Task, comments: Comment });

beforeAll(async () => {
  const { db } = dynamodb();
  const [projects, tasks, comments, files] = [
    repository(db, Project),
    repository(db, Task),
    repository(db, Comment),
    repository(db, File),
  ];
  for (const projectId of ["p1", "p2"]) {
    await projects.create({ projectId, title: projectId });
    await files.create({ projectId, path: "a.txt" });
    for (const taskId of ["t1", "t10", "t2"]) {
      await tasks.create({ projectId, taskId, points: Number(taskId.slice(1)), day });
      for (const n of [1, 2]) await comments.create({ projectId, taskId, n, text: `${taskId} ${n}`, day });
    }
  }
});

describe("a collection", () => {
  test("gives the items of several entities in one query, by entity", async () => {
    const page = await dynamodb().db.send(project.query({ projectId: "p1" }));
    const entities: readonly string[] = page.items.map(({ entity }) => entity);
    expect(entities).toEqual(["project", ...["t1", "t10", "t2"].flatMap(() => ["tasks", "comments", "comments"])]);
    expect(page.groups.project).toEqual([{ projectId: "p1", title: "p1" }]);
    expect(page.groups.tasks.map(({ taskId }) => taskId)).toEqual(["t1", "t10", "t2"]);
    expect(page.groups.comments).toHaveLength(6);
    expect(page).toMatchObject({ skipped: 0, cursor: undefined });
  });

  test("skips and counts the items of others in its range", async () => {
    const all = collection({ tasks: Task, files: File });
    const page = await dynamodb().db.send(all.query({ projectId: "p1" }));
    expect(page.groups.files).toHaveLength(1);
    expect(page.groups.tasks).toHaveLength(3);
    // PROJECT and the comments lie between FILE#... and TASK#...
    expect(page.skipped).toBe(7);
  });

  test("of a part of the partition has what lies under it, and nothing that only begins alike", async () => {
    const page = await dynamodb().db.send(project.query({ projectId: "p1", taskId: "t1" }));
    expect(page.groups).toEqual({
      project: [],
      tasks: [{ projectId: "p1", taskId: "t1", points: 1, day }],
      comments: [1, 2].map((n) => ({ projectId: "p1", taskId: "t1", n, text: `t1 ${n}`, day })),
    });
    expect(page.capacity.read).toBe(0.5);
  });

  test("filters each entity by its own condition", async () => {
    const where = { tasks: gtPoints(1), comments: isSecond } as const;
    const page = await dynamodb().db.send(project.query({ projectId: "p1" }, { where }));
    expect(page.groups.project).toHaveLength(1);
    expect(page.groups.tasks.map(({ taskId }) => taskId)).toEqual(["t10", "t2"]);
    expect(page.groups.comments.map(({ n }) => n)).toEqual([2, 2, 2]);
    const both = collection({ tasks: Task, comments: Comment });
    const filtered = await dynamodb().db.send(both.query({ projectId: "p1" }, { where, limit: 3 }));
    expect(filtered.items.map(({ entity, item }) => `${entity} ${item.taskId}`)).toEqual([
      "comments t1",
      "tasks t10",
      "comments t10",
    ]);
  });

  test("pages with cursors, forward and backward, each item once", async () => {
    const { db } = dynamodb();
    const whole = (await db.send(project.query({ projectId: "p2" }))).items;
    const seen: unknown[] = [];
    let page = await db.send(project.query({ projectId: "p2" }, { limit: 4 }));
    seen.push(...page.items);
    while (page.cursor !== undefined) {
      page = await db.send(project.query({ projectId: "p2" }, { limit: 4, cursor: page.cursor }));
      seen.push(...page.items);
    }
    expect(seen).toEqual(whole);
    const before = await db.send(project.query({ projectId: "p2" }, { limit: 4, cursor: page.previous }));
    expect(before.items).toEqual(whole.slice(4, 8));
    const iterated: unknown[] = [];
    for await (const entry of db.items(project.query({ projectId: "p2" }, { pageSize: 2 }))) iterated.push(entry);
    expect(iterated).toEqual(whole);
    const other = db.send(project.query({ projectId: "p1" }, { cursor: before.cursor }));
    await expect(other).rejects.toSatisfy(CursorError.isInstance);
  });

  test("of an index", async () => {
    const byDay = collection({ tasks: Task, comments: Comment }, { index: "byDay" });
    const page = await dynamodb().db.send(byDay.query({ day }, { order: "descending", limit: 2 }));
    expect(page.items.map(({ item }) => item.taskId)).toEqual(["t2", "t2"]);
    const part = await dynamodb().db.send(byDay.query({ day, taskId: "t10" }));
    expect([part.groups.tasks.length, part.groups.comments.length]).toEqual([2, 4]);
  });

  test("is refused where the entities share no partitions", () => {
    const elsewhere = defineTable({ name: "Elsewhere", partitionKey: { PK: "S" } });
    const Other = defineEntity({
      name: "Other",
      table: elsewhere,
      schema: z.object({ id: z.string() }),
      key: { PK: "{id}" },
    });
    const User = defineEntity({
      name: "User",
      table,
      schema: z.object({ userId: z.string() }),
      key: { PK: "USER#{userId}", SK: "USER" },
    });
    expect(() => collection({ tasks: Task, others: Other })).toThrow(/one query reads one table/);
    expect(() => collection({ tasks: Task, users: User })).toThrow(/a query reads one partition/);
    expect(() => collection({})).toThrow(ModelError);
    expect(() => collection({ tasks: Task, project: Project }, { index: "byDay" as never })).toThrow(
      /has no index byDay/,
    );
  });

  test("refuses attributes that no key has, and labels it does not have", async () => {
    const { db } = dynamodb();
    const wrong = project.query({ projectId: "p1", points: 1 } as never);
    await expect(db.send(wrong)).rejects.toThrow(/part of no key/);
    const unknown = project.query({ projectId: "p1" }, { where: { files: () => undefined } } as never);
    await expect(db.send(unknown)).rejects.toThrow(/names "files"/);
  });
});

function gtPoints(points: number) {
  return (t: Parameters<NonNullable<NonNullable<Parameters<typeof Task.query>[1]>["where"]>>[0]) =>
    gt(t.points, points);
}

function isSecond(c: Parameters<NonNullable<NonNullable<Parameters<typeof Comment.query>[1]>["where"]>>[0]) {
  return eq(c.n, 2);
}
