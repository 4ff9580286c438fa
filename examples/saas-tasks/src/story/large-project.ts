import assert from "node:assert/strict";
import type { Task } from "../model/task.ts";
import { growProject, openProject } from "../project/projects.ts";
import { type DuePage, tasksByDueDate } from "../task/due.ts";
import { createTask } from "../task/tasks.ts";
import type { Workspace } from "../workspace.ts";
import type { Show } from "./show.ts";

const projectId = "voyager";
const shards = 8;

/** A project that becomes too large for one partition: its tasks spread, and pages of them stay in order. */
export async function spreadALargeProject(workspace: Workspace, show: Show): Promise<void> {
  await openProject(workspace, { projectId, name: "Voyager" });
  const created = [...(await createTasks(workspace, 40))];
  assert.deepEqual(countByShard(created), [40]);

  await show("Spread a project over more partitions", () => growProject(workspace, projectId, shards));
  const more = await createTasks(workspace, 400);
  created.push(...more);
  const counts = countByShard(more);
  assert.equal(counts.length, shards);
  assert.ok(Math.min(...counts) > 10 && Math.max(...counts) < 95);
  console.log(`  tasks in each: ${counts.join(", ")}`);

  const found: Task[] = [];
  let page: DuePage | undefined;
  do {
    const cursor = page?.cursor;
    const read = () => tasksByDueDate(workspace, projectId, { limit: 60, cursor });
    page = await (found.length < 120 ? show(`A page of its tasks, after ${found.length}`, read) : read());
    found.push(...page.tasks);
  } while (page.cursor !== undefined);
  assert.deepEqual(found.map(place), created.map(place).sort());
}

async function createTasks(workspace: Workspace, count: number): Promise<readonly Task[]> {
  const create = (_: unknown, i: number) =>
    createTask(workspace, {
      projectId,
      title: `Task ${i}`,
      dueDate: `2026-05-${String(1 + (i % 28)).padStart(2, "0")}`,
    });
  return Promise.all(Array.from({ length: count }, create));
}

function countByShard(tasks: readonly Task[]): readonly number[] {
  const last = Math.max(...tasks.map(({ shardNumber }) => shardNumber));
  return Array.from({ length: last + 1 }, (_, shard) => tasks.filter((task) => task.shardNumber === shard).length);
}

function place({ dueDate, taskId }: Task): string {
  return `${dueDate} ${taskId}`;
}
