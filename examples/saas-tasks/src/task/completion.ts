import { remove, repository } from "keywright";
import { Task } from "../model/task.ts";
import type { Workspace } from "../workspace.ts";
import { expireComments } from "./comments.ts";

const daysKept = 90;

/** A completed task is kept for 90 days, with its comments. */
export async function completeTask(workspace: Workspace, task: Task): Promise<Task> {
  const { db, clock } = workspace;
  const { taskId, dueDate } = task;
  const completedAt = clock();
  const expiresAt = new Date(completedAt);
  expiresAt.setUTCDate(expiresAt.getUTCDate() + daysKept);
  const changes = { status: "DONE", completedAt, expiresAt } as const;
  const options = { expected: task, known: { dueDate } };
  const done = await repository(db, Task).update({ taskId }, changes, options);
  // The task first: if this ends half-way, comments stay too long, and none is lost with a task that is open.
  await expireComments(workspace, taskId, expiresAt);
  return done;
}

export async function reopenTask(workspace: Workspace, task: Task): Promise<Task> {
  const { db } = workspace;
  const { taskId, dueDate } = task;
  // The comments first, for the same reason.
  await expireComments(workspace, taskId, undefined);
  const changes = { status: "OPEN", completedAt: remove(), expiresAt: remove() } as const;
  return repository(db, Task).update({ taskId }, changes, { expected: task, known: { dueDate } });
}
