import { randomUUID } from "node:crypto";
import { remove, repository } from "keywright";
import { Task } from "../model/task.ts";
import { findProject } from "../project/projects.ts";
import { shardOf } from "../project/shard.ts";
import type { Workspace } from "../workspace.ts";
import { expireComments } from "./comments.ts";

export interface NewTask {
  readonly projectId: string;
  readonly title: string;
  readonly dueDate: string;
  readonly assigneeId?: string;
}

const daysKept = 90;

export async function createTask(workspace: Workspace, task: NewTask): Promise<Task> {
  const { db, tenantId } = workspace;
  const { shards } = await findProject(workspace, task.projectId);
  const taskId = randomUUID();
  return repository(db, Task).create({ tenantId, taskId, shard: shardOf(taskId, shards), ...task });
}

export function getTask({ db, tenantId }: Workspace, taskId: string): Promise<Task | undefined> {
  return repository(db, Task).get({ tenantId, taskId });
}

// Status and due date are parts of one index key: who changes one has to know the other.

export function startTask({ db }: Workspace, task: Task): Promise<Task> {
  const known = { dueDate: task.dueDate };
  return repository(db, Task).update(task, { status: "IN_PROGRESS" }, { expected: task, known });
}

export function rescheduleTask({ db }: Workspace, task: Task, dueDate: string): Promise<Task> {
  const known = { status: task.status };
  return repository(db, Task).update(task, { dueDate }, { expected: task, known });
}

/** Takes a task to another project: its key does not name the project, so only its place in the index changes. */
export async function moveTask(workspace: Workspace, task: Task, projectId: string): Promise<Task> {
  const { shards } = await findProject(workspace, projectId);
  const changes = { projectId, shard: shardOf(task.taskId, shards) };
  return repository(workspace.db, Task).update(task, changes, { expected: task });
}

/** Gives a task to somebody, or to nobody: it is in the index by assignee as long as it has one. */
export function assignTask({ db }: Workspace, task: Task, assigneeId: string | undefined): Promise<Task> {
  return repository(db, Task).update(task, { assigneeId: assigneeId ?? remove() }, { expected: task });
}

/** A completed task is kept for 90 days, with its comments. */
export async function completeTask(workspace: Workspace, task: Task): Promise<Task> {
  const completedAt = workspace.clock();
  const expiresAt = new Date(completedAt);
  expiresAt.setUTCDate(expiresAt.getUTCDate() + daysKept);
  const changes = { status: "DONE", completedAt, expiresAt } as const;
  const known = { dueDate: task.dueDate };
  const done = await repository(workspace.db, Task).update(task, changes, { expected: task, known });
  // The task first: if this ends half-way, comments stay too long, and none is lost with a task that is open.
  await expireComments(workspace, task.taskId, expiresAt);
  return done;
}

export async function reopenTask(workspace: Workspace, task: Task): Promise<Task> {
  // The comments first, for the same reason.
  await expireComments(workspace, task.taskId, undefined);
  const changes = { status: "OPEN", completedAt: remove(), expiresAt: remove() } as const;
  const known = { dueDate: task.dueDate };
  return repository(workspace.db, Task).update(task, changes, { expected: task, known });
}
