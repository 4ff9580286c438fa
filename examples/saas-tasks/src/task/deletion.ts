import { deletePartition, repository } from "keywright";
import { Comment } from "../model/comment.ts";
import { Task } from "../model/task.ts";
import type { Workspace } from "../workspace.ts";

/** Deletes a task, and then its comments. Where it was cut off, it may be called again. */
export async function deleteTask({ db, tenantId }: Workspace, taskId: string): Promise<void> {
  await repository(db, Task).delete({ taskId }, { mustExist: false });
  await deletePartition(db, Comment.query({ tenantId, taskId }));
}
