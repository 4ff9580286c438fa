import { randomUUID } from "node:crypto";
import { repository } from "keywright";
import { expect, test } from "vitest";
import { Comment } from "../model/comment.ts";
import { Task } from "../model/task.ts";
import { openProject } from "../project/projects.ts";
import { useWorkspaces } from "../testing/workspace.ts";
import { countTasksOf, nextTaskOf, tasksAssignedTo } from "./assigned.ts";
import { addComment, readDiscussion } from "./comments.ts";
import { completeTask, reopenTask } from "./completion.ts";
import { deleteTask } from "./deletion.ts";
import { tasksByDueDate } from "./due.ts";
import { assignTask, createTask, getTask, moveTask, rescheduleTask, startTask } from "./tasks.ts";

const clock = { now: new Date() };
const workspaceOf = useWorkspaces(clock);

function later(days: number): void {
  clock.now = new Date(clock.now.getTime() + days * 24 * 60 * 60 * 1000);
}

async function setUp(tenantId: string) {
  const workspace = workspaceOf(tenantId);
  for (const projectId of ["apollo", "gemini"]) await openProject(workspace, { projectId, name: projectId, shards: 2 });
  const titles = async (status: "OPEN" | "IN_PROGRESS" | "DONE") =>
    (await tasksAssignedTo(workspace, "ada", status)).items.map(({ title }) => title);
  return { workspace, titles };
}

test("tasks of a user come from all projects, by status, the most urgent first", async () => {
  const { workspace, titles } = await setUp("by-user");
  const add = (projectId: string, title: string, dueDate: string) =>
    createTask(workspace, { projectId, title, dueDate, assigneeId: "ada" });
  await add("apollo", "third", "2026-05-03");
  const first = await add("gemini", "first", "2026-05-01");
  const second = await add("apollo", "second", "2026-05-02");
  await createTask(workspace, { projectId: "apollo", title: "nobody's", dueDate: "2026-05-01" });
  expect(await titles("OPEN")).toEqual(["first", "second", "third"]);

  expect(await nextTaskOf(workspace, "ada", "OPEN")).toEqual(first);
  expect(await countTasksOf(workspace, "ada", "OPEN")).toBe(3);

  await startTask(workspace, first);
  const last = await rescheduleTask(workspace, second, "2026-05-09");
  expect([await titles("OPEN"), await titles("IN_PROGRESS")]).toEqual([["third", "second"], ["first"]]);

  await assignTask(workspace, last, undefined);
  expect(await titles("OPEN")).toEqual(["third"]);
});

test("a task that was moved is in the other project, and in that one only", async () => {
  const { workspace } = await setUp("moved");
  const task = await createTask(workspace, { projectId: "apollo", title: "Task", dueDate: "2026-05-01" });
  const moved = await moveTask(workspace, task, "gemini");
  expect((await tasksByDueDate(workspace, "apollo", { limit: 10 })).tasks).toEqual([]);
  expect((await tasksByDueDate(workspace, "gemini", { limit: 10 })).tasks).toEqual([moved]);
  await expect(moveTask(workspace, moved, "nowhere")).rejects.toMatchObject({ what: "project" });
});

test("a change under an old version is refused", async () => {
  const { workspace } = await setUp("versions");
  const task = await createTask(workspace, { projectId: "apollo", title: "Task", dueDate: "2026-05-01" });
  await rescheduleTask(workspace, task, "2026-05-02");
  await expect(startTask(workspace, task)).rejects.toMatchObject({ code: "version-conflict" });
});

test("a completed task is gone after 90 days, from everywhere and with its comments", async () => {
  const { workspace, titles } = await setUp("expiry");
  const task = await createTask(workspace, {
    projectId: "apollo",
    title: "Task",
    dueDate: "2026-05-01",
    assigneeId: "ada",
  });
  const { taskId } = task;
  await addComment(workspace, { taskId, authorId: "ada", text: "Before" });
  later(1);
  await completeTask(workspace, task);
  await addComment(workspace, { taskId, authorId: "ada", text: "After" });

  later(89);
  expect(await titles("DONE")).toEqual(["Task"]);
  const discussion = await readDiscussion(workspace, taskId);
  expect(discussion?.comments.map(({ text }) => text)).toEqual(["Before", "After"]);
  const expiresAt = discussion?.task.expiresAt;
  expect(expiresAt).toBeInstanceOf(Date);
  expect(discussion?.comments.map((comment) => comment.expiresAt)).toEqual([expiresAt, expiresAt]);

  later(2);
  expect(await getTask(workspace, taskId)).toBeUndefined();
  expect(await titles("DONE")).toEqual([]);
  expect(await tasksByDueDate(workspace, "apollo", { limit: 10 })).toEqual({ tasks: [], cursor: undefined });
  expect(await readDiscussion(workspace, taskId)).toBeUndefined();
  await expect(addComment(workspace, { taskId, authorId: "ada", text: "Late" })).rejects.toMatchObject({
    what: "task",
  });
});

test("a task that was opened again stays, and so do its comments", async () => {
  const { workspace } = await setUp("reopened");
  const task = await createTask(workspace, { projectId: "apollo", title: "Task", dueDate: "2026-05-01" });
  const { taskId } = task;
  await addComment(workspace, { taskId, authorId: "ada", text: "Stays" });
  await reopenTask(workspace, await completeTask(workspace, task));
  later(365);
  const discussion = await readDiscussion(workspace, taskId);
  expect([discussion?.task.status, discussion?.task.completedAt, discussion?.comments.length]).toEqual([
    "OPEN",
    undefined,
    1,
  ]);
});

test("a task is deleted with its comments, also where that was begun before", async () => {
  const { workspace } = await setUp("deleted");
  const create = () => createTask(workspace, { projectId: "apollo", title: "Task", dueDate: "2026-05-01" });
  const [{ taskId }, other] = [await create(), await create()];
  for (const of of [taskId, other.taskId]) await addComment(workspace, { taskId: of, authorId: "ada", text: "Hello" });
  await deleteTask(workspace, taskId);
  expect(await readDiscussion(workspace, taskId)).toBeUndefined();
  expect((await repository(workspace.db, Comment).query({ taskId }, { consistent: true })).items).toEqual([]);
  expect((await readDiscussion(workspace, other.taskId))?.comments).toHaveLength(1);
  await deleteTask(workspace, taskId);
});

test("a connection of one tenant sends no operation of another", async () => {
  const { workspace } = await setUp("fenced");
  const key = { tenantId: "other", taskId: randomUUID() };
  await expect(workspace.db.send(Task.get(key))).rejects.toMatchObject({ code: "outside-scope" });
  await expect(workspace.db.send(Comment.query(key))).rejects.toMatchObject({ code: "outside-scope" });
});

test("a tenant sees nothing of another", async () => {
  const { workspace } = await setUp("one");
  const { workspace: other } = await setUp("two");
  const task = await createTask(workspace, {
    projectId: "apollo",
    title: "Task",
    dueDate: "2026-05-01",
    assigneeId: "ada",
  });
  expect(await getTask(other, task.taskId)).toBeUndefined();
  await expect(startTask(other, task)).rejects.toMatchObject({ code: "outside-scope" });
  const { taskId } = task;
  expect(await readDiscussion(other, taskId)).toBeUndefined();
  expect((await tasksAssignedTo(other, "ada", "OPEN")).items).toEqual([]);
  expect((await tasksByDueDate(other, "apollo", { limit: 10 })).tasks).toEqual([]);
  await expect(addComment(other, { taskId, authorId: "eve", text: "Hello" })).rejects.toMatchObject({ what: "task" });
});
