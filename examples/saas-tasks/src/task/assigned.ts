import { type Page, repository } from "keywright";
import { Task } from "../model/task.ts";
import type { Workspace } from "../workspace.ts";

export interface AssignedOptions {
  readonly limit?: number;
  readonly cursor?: string | undefined;
}

/** Tasks of a user in a status, across all projects of the tenant, the most urgent first. */
export function tasksAssignedTo(
  { db, tenantId }: Workspace,
  assigneeId: string,
  status: Task["status"],
  options: AssignedOptions = {},
): Promise<Page<Task>> {
  return repository(db, Task).indexes.byAssignee.query({ tenantId, assigneeId, status }, options);
}
