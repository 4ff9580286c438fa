import assert from "node:assert/strict";
import { tasksAssignedTo } from "../task/assigned.ts";
import { readDiscussion } from "../task/comments.ts";
import { completeTask } from "../task/completion.ts";
import { getTask } from "../task/tasks.ts";
import type { Workspace } from "../workspace.ts";
import type { Show } from "./show.ts";

/** A completed task is there for 90 days. Then it is gone at once, though DynamoDB deletes it some time later. */
export async function completeAndExpire(
  workspace: Workspace,
  show: Show,
  advance: (days: number) => void,
): Promise<void> {
  const { items } = await tasksAssignedTo(workspace, "ada", "IN_PROGRESS");
  const [task] = items;
  assert.ok(task);
  const { taskId } = task;
  await show("Complete a task, with its comments", () => completeTask(workspace, task));

  advance(89);
  assert.equal((await show("89 days later", () => getTask(workspace, taskId)))?.status, "DONE");
  advance(2);
  assert.equal(await show("Two days after that", () => getTask(workspace, taskId)), undefined);
  assert.equal(await readDiscussion(workspace, taskId), undefined);
  assert.deepEqual((await tasksAssignedTo(workspace, "ada", "DONE")).items, []);
}
