import { randomUUID } from "node:crypto";
import { remove, repository } from "keywright";
import { Task } from "../model/task.ts";
import { findProject } from "../project/projects.ts";
import { shardOf } from "../project/shard.ts";
import type { Workspace } from "../workspace.ts";

export interface NewTask {
  readonly projectId: string;
  readonly title: string;
  readonly dueDate: string;
  readonly assigneeId?: string;
}

export async function createTask(workspace: Workspace, task: NewTask): Promise<Task> {
  const { db } = workspace;
  const { shards } = await findProject(workspace, task.projectId);
  const taskId = randomUUID();
  return repository(db, Task).create({ taskId, shardNumber: shardOf(taskId, shards), ...task });
}

export function getTask({ db }: Workspace, taskId: string): Promise<Task | undefined> {
  return repository(db, Task).get({ taskId });
}

// Status and due date are parts of one index key: who changes one has to know the other.
export function startTask({ db }: Workspace, task: Task): Promise<Task> {
  const { taskId, dueDate } = task;
  const changes = { status: "IN_PROGRESS" } as const;
  return repository(db, Task).update({ taskId }, changes, { expected: task, known: { dueDate } });
}

export function rescheduleTask({ db }: Workspace, task: Task, dueDate: string): Promise<Task> {
  const { taskId, status } = task;
  return repository(db, Task).update({ taskId }, { dueDate }, { expected: task, known: { status } });
}

/** Takes a task to another project: its key does not name the project, so only its place in the index changes. */
export async function moveTask(workspace: Workspace, task: Task, projectId: string): Promise<Task> {
  const { db } = workspace;
  const { taskId } = task;
  const { shards } = await findProject(workspace, projectId);
  const changes = { projectId, shardNumber: shardOf(taskId, shards) };
  return repository(db, Task).update({ taskId }, changes, { expected: task });
}

/** Gives a task to somebody, or to nobody: it is in the index by assignee as long as it has one. */
export function assignTask({ db }: Workspace, task: Task, assigneeId: string | undefined): Promise<Task> {
  const { taskId } = task;
  const changes = { assigneeId: assigneeId ?? remove() };
  return repository(db, Task).update({ taskId }, changes, { expected: task });
}
