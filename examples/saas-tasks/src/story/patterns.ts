import assert from "node:assert/strict";
import type { Task } from "../model/task.ts";
import { openProject } from "../project/projects.ts";
import { countTasksOf, nextTaskOf, tasksAssignedTo } from "../task/assigned.ts";
import { addComment, readDiscussion } from "../task/comments.ts";
import { tasksByDueDate } from "../task/due.ts";
import { createTask, getTask, rescheduleTask, startTask } from "../task/tasks.ts";
import type { Workspace } from "../workspace.ts";
import type { Show } from "./show.ts";

const titles = (tasks: readonly Task[]) => tasks.map(({ title }) => title);

/** A tenant with two projects: one task by id, tasks of a project, tasks of a user. */
export async function useTheWorkspace(workspace: Workspace, show: Show): Promise<void> {
  await show("Open a project", () => openProject(workspace, { projectId: "apollo", name: "Apollo" }));
  await openProject(workspace, { projectId: "gemini", name: "Gemini" });
  const assigned = { projectId: "apollo", assigneeId: "ada" };
  const land = await show("Create a task", () =>
    createTask(workspace, { ...assigned, title: "Land", dueDate: "2026-07-20" }),
  );
  const { taskId } = await createTask(workspace, { ...assigned, title: "Launch", dueDate: "2026-07-16" });
  await createTask(workspace, { ...assigned, projectId: "gemini", title: "Dock", dueDate: "2026-03-16" });

  const launch = await show("Get a task by id", () => getTask(workspace, taskId));
  assert.equal(launch?.title, "Launch");
  const due = await show("Tasks of a project by due date", () => tasksByDueDate(workspace, "apollo", { limit: 10 }));
  assert.deepEqual(titles(due.tasks), ["Launch", "Land"]);

  await show("Start a task", () => startTask(workspace, launch));
  await show("Change its due date", () => rescheduleTask(workspace, land, "2026-01-01"));
  const open = await show("Open tasks of a user, in all projects", () => tasksAssignedTo(workspace, "ada", "OPEN"));
  assert.deepEqual(titles(open.items), ["Land", "Dock"]);
  assert.equal((await show("The most urgent of them", () => nextTaskOf(workspace, "ada", "OPEN")))?.title, "Land");
  assert.equal(await show("How many they are", () => countTasksOf(workspace, "ada", "OPEN")), 2);
  const started = await show("Started tasks of a user", () => tasksAssignedTo(workspace, "ada", "IN_PROGRESS"));
  assert.deepEqual(titles(started.items), ["Launch"]);

  await show("Comment on a task", () => addComment(workspace, { taskId, authorId: "grace", text: "Weather is fine." }));
  const discussion = await show("Get a task with its comments", () => readDiscussion(workspace, taskId));
  assert.deepEqual([discussion?.task.title, discussion?.comments[0]?.text], ["Launch", "Weather is fine."]);
}

/** Another tenant may use the same names, and sees nothing of the first. */
export async function stayApart(workspace: Workspace, show: Show): Promise<void> {
  await openProject(workspace, { projectId: "apollo", name: "Another Apollo" });
  const { tasks } = await show("The same project name, of another tenant", () =>
    tasksByDueDate(workspace, "apollo", { limit: 10 }),
  );
  assert.deepEqual(tasks, []);
  assert.deepEqual((await tasksAssignedTo(workspace, "ada", "OPEN")).items, []);
}
