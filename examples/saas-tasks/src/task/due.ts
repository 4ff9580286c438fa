import { merge } from "../merge/merge.ts";
import { Task } from "../model/task.ts";
import { findProject } from "../project/projects.ts";
import type { Workspace } from "../workspace.ts";
import { decodePosition, encodePosition, type Position } from "./position.ts";

export interface DueOptions {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface DuePage {
  readonly tasks: readonly Task[];
  /** Goes on after the last of these tasks; `undefined` at the end. */
  readonly cursor: string | undefined;
}

/** Tasks of a project by due date. Each shard is read in that order by a query of its own, and the shards are merged. */
export async function tasksByDueDate(
  workspace: Workspace,
  projectId: string,
  { limit, cursor }: DueOptions,
): Promise<DuePage> {
  const { shards } = await findProject(workspace, projectId);
  const after = cursor === undefined ? undefined : decodePosition(cursor);
  const pageSize = Math.ceil(limit / shards) + 1;
  const sources = Array.from({ length: shards }, (_, shardNumber) =>
    tasksOfShard(workspace, { projectId, shardNumber }, after, pageSize),
  );
  const tasks: Task[] = [];
  for await (const task of merge(sources, byDueDate)) {
    const last = tasks.at(-1);
    if (tasks.length === limit) return { tasks, cursor: last && encodePosition(last) };
    tasks.push(task);
  }
  return { tasks, cursor: undefined };
}

async function* tasksOfShard(
  { db, tenantId }: Workspace,
  shard: { readonly projectId: string; readonly shardNumber: number },
  after: Position | undefined,
  pageSize: number,
): AsyncGenerator<Task, void, undefined> {
  const key = { tenantId, ...shard };
  const { byDueDate } = Task.indexes;
  if (after === undefined) {
    yield* db.items(byDueDate.query(key, { pageSize }));
    return;
  }
  // Two ranges: the rest of a day that may have any number of tasks, then the days after it. Nothing is read twice.
  const { dueDate, taskId } = after;
  yield* db.items(byDueDate.query({ ...key, dueDate, taskId: { gt: taskId } }, { pageSize }));
  yield* db.items(byDueDate.query({ ...key, dueDate: { gt: dueDate } }, { pageSize }));
}

// The order of the index: dates and UUIDs compare as their bytes do.
function byDueDate(a: Position, b: Position): number {
  if (a.dueDate !== b.dueDate) return a.dueDate < b.dueDate ? -1 : 1;
  return a.taskId < b.taskId ? -1 : 1;
}
