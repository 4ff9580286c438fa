import { Entity, Service } from "electrodb";
import { collection, defineEntity, defineTable, electrodb, repository, verifyIndexKeys, verifyModel } from "keywright";
import { beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { nameOf, storedItems, useDynamoDB } from "../../test-support.ts";
import { empty } from "../support.ts";

const table = defineTable({
  name: "App",
  partitionKey: { pk: "S" },
  sortKey: { sk: "S" },
  indexes: { gsi1: { type: "global", partitionKey: { gsi1pk: "S" }, sortKey: { gsi1sk: "S" }, projection: "ALL" } },
});
const text = { type: "string", required: true } as const;
const taskModel = { service: "app", entity: "task", version: "1" } as const;
const commentModel = { service: "app", entity: "comment", version: "1" } as const;
const taskIndexes = {
  primary: {
    collection: "work",
    pk: { field: "pk", composite: ["project"] },
    sk: { field: "sk", composite: ["task"] },
  },
  byDay: {
    index: "gsi1",
    collection: "agenda",
    type: "clustered",
    pk: { field: "gsi1pk", composite: ["owner"] },
    sk: { field: "gsi1sk", composite: ["day"] },
  },
} as const;
const commentIndexes = {
  primary: {
    collection: "work",
    pk: { field: "pk", composite: ["project"] },
    sk: { field: "sk", composite: ["task", "comment"] },
  },
  byDay: {
    index: "gsi1",
    collection: "agenda",
    type: "clustered",
    pk: { field: "gsi1pk", composite: ["owner"] },
    sk: { field: "gsi1sk", composite: ["day"] },
  },
} as const;

const Task = defineEntity({
  name: "Task",
  table,
  schema: z.object({
    project: z.string(),
    task: z.string(),
    owner: z.string().optional(),
    day: z.iso.date().optional(),
  }),
  ...electrodb({ model: taskModel, indexes: taskIndexes }),
});
const Comment = defineEntity({
  name: "Comment",
  table,
  schema: z.object({
    project: z.string(),
    task: z.string(),
    comment: z.string(),
    owner: z.string().optional(),
    day: z.iso.date().optional(),
  }),
  ...electrodb({ model: commentModel, indexes: commentIndexes }),
});

const dynamodb = useDynamoDB({ tables: [table] });
const optional = { type: "string" } as const;
function theirs() {
  const options = { client: dynamodb().client, table: nameOf(dynamodb(), table) };
  const task = new Entity(
    {
      model: taskModel,
      attributes: { project: text, task: text, owner: optional, day: optional },
      indexes: taskIndexes,
    },
    options,
  );
  const comment = new Entity(
    {
      model: commentModel,
      attributes: { project: text, task: text, comment: text, owner: optional, day: optional },
      indexes: commentIndexes,
    },
    options,
  );
  return { task, comment, service: new Service({ task, comment }) };
}
beforeEach(() => empty(dynamodb(), table));

const task = { project: "P", task: "T1", owner: "Ada", day: "2026-05-01" };
const comment = { project: "P", task: "T1", comment: "C1", owner: "Ada", day: "2026-05-02" };

describe("several entities of ElectroDB in one table", () => {
  test("are told apart in what they wrote", async () => {
    await theirs().task.put(task).go();
    await theirs().comment.put(comment).go();
    const { db } = dynamodb();
    expect(await db.send(Task.query({ project: "P" }))).toMatchObject({ items: [task], skipped: 0 });
    expect((await db.send(Comment.query({ project: "P", task: "T1" }))).items).toEqual([comment]);
    expect(await db.send(Task.indexes.gsi1.query({ owner: "Ada" }))).toMatchObject({ items: [task], skipped: 1 });
    expect((await db.send(Comment.indexes.gsi1.query({ owner: "Ada", day: "2026-05-02" }))).items).toEqual([comment]);
    const page = await db.send(collection({ tasks: Task, comments: Comment }).query({ project: "P" }));
    expect(page.groups).toEqual({ tasks: [task], comments: [comment] });
    expect(await verifyModel(db, [Task, Comment])).toMatchObject({ own: { Task: 1, Comment: 1 }, findings: [] });
  });

  test("are told apart in what we wrote", async () => {
    await repository(dynamodb().db, Task).create(task);
    await repository(dynamodb().db, Comment).create(comment);
    const { collections } = theirs().service;
    expect((await collections.work({ project: "P" }).go()).data).toEqual({ task: [task], comment: [comment] });
    expect((await collections.agenda({ owner: "Ada" }).go()).data).toEqual({ task: [task], comment: [comment] });
  });

  test("may have half a key in an index, which is found and removed", async () => {
    await theirs().task.put({ project: "P", task: "T1", day: "2026-05-01" }).go();
    const [stored] = await storedItems(dynamodb(), table);
    expect(stored).toMatchObject({ gsi1pk: { S: "$app#owner_" }, gsi1sk: { S: "$agenda#day_2026-05-01#task_1" } });
    const report = await verifyIndexKeys(dynamodb().db, Task, { fix: true });
    expect(report.wrong).toMatchObject([{ attributes: ["gsi1pk"], outcome: "fixed" }]);
    const { gsi1pk, ...rest } = { ...stored };
    expect(await storedItems(dynamodb(), table)).toEqual([rest]);
    expect((await theirs().task.get({ project: "P", task: "T1" }).go()).data).toEqual({
      project: "P",
      task: "T1",
      day: "2026-05-01",
    });
  });
});
