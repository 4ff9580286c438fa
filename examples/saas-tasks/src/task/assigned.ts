import { type Page, repository } from "keywright";
import { Task } from "../model/task.ts";
import type { Workspace } from "../workspace.ts";

type Status = Task["status"];

export interface AssignedOptions {
  readonly limit?: number;
  readonly cursor?: string | undefined;
}

/** Tasks of a user in a status, across all projects of the tenant, the most urgent first. */
export function tasksAssignedTo(
  { db }: Workspace,
  assigneeId: string,
  status: Status,
  options: AssignedOptions = {},
): Promise<Page<Task>> {
  return repository(db, Task).indexes.byAssignee.query({ assigneeId, status }, options);
}

/** The most urgent of them. */
export function nextTaskOf({ db }: Workspace, assigneeId: string, status: Status): Promise<Task | undefined> {
  return repository(db, Task).indexes.byAssignee.first({ assigneeId, status });
}

/** How many there are. Counting reads them all, without sending them. */
export async function countTasksOf({ db }: Workspace, assigneeId: string, status: Status): Promise<number> {
  const { count } = await repository(db, Task).indexes.byAssignee.count({ assigneeId, status });
  return count;
}
