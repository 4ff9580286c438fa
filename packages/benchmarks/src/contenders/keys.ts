import type { Task, TaskKey } from "./workload.ts";

/** The attributes that keys are made of, for those who write them by hand. */
export function primaryKey({ userId, taskId }: TaskKey) {
  return { PK: partitionOf(userId), SK: `${sortPrefix}${taskId}` };
}

export const sortPrefix = "TASK#";

export function partitionOf(userId: string): string {
  return `USER#${userId}`;
}

export function statusKey(status: string, dueDate: string, taskId: string) {
  return { GSI1PK: `STATUS#${status}`, GSI1SK: `DUE#${dueDate}#TASK#${taskId}` };
}

export function assigneeKey(assigneeId: string, taskId: string) {
  return { GSI2PK: `ASSIGNEE#${assigneeId}`, GSI2SK: `TASK#${taskId}` };
}

/** All key attributes of a task. */
export function keysOf(task: Task) {
  return {
    ...primaryKey(task),
    ...statusKey(task.status, task.dueDate, task.taskId),
    ...assigneeKey(task.assigneeId, task.taskId),
  };
}
