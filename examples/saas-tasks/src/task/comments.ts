import { randomUUID } from "node:crypto";
import { collection, remove, repository } from "keywright";
import { Comment } from "../model/comment.ts";
import { Task } from "../model/task.ts";
import { NotFoundError } from "../not-found-error.ts";
import type { Workspace } from "../workspace.ts";

export interface NewComment {
  readonly taskId: string;
  readonly authorId: string;
  readonly text: string;
}

/** @throws NotFoundError where there is no such task, or no longer */
export async function addComment({ db, clock }: Workspace, comment: NewComment): Promise<Comment> {
  const { taskId } = comment;
  const task = await repository(db, Task).get({ taskId }, { consistent: true, select: ["expiresAt"] });
  if (task === undefined) throw new NotFoundError("task");
  return repository(db, Comment).create({
    ...comment,
    commentId: randomUUID(),
    writtenAt: clock(),
    expiresAt: task.expiresAt,
  });
}

const taskWithComments = collection({ task: Task, comment: Comment });

export interface Discussion {
  readonly task: Task;
  readonly comments: readonly Comment[];
}

/** A task and what was said about it, from the beginning: one query, since they lie in one partition. */
export async function readDiscussion({ db, tenantId }: Workspace, taskId: string): Promise<Discussion | undefined> {
  let task: Task | undefined;
  const comments: Comment[] = [];
  for await (const entry of db.items(taskWithComments.query({ tenantId, taskId }))) {
    if (entry.entity === "task") task = entry.item;
    else comments.push(entry.item);
  }
  return task && { task, comments };
}

/** Lets the comments of a task expire, or no longer. */
export async function expireComments({ db, tenantId }: Workspace, taskId: string, at: Date | undefined): Promise<void> {
  const comments = repository(db, Comment);
  for await (const comment of db.items(Comment.query({ tenantId, taskId }, { consistent: true }))) {
    await comments.update(comment, { expiresAt: at ?? remove() });
  }
}
