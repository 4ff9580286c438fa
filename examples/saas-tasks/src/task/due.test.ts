import fc from "fast-check";
import { repository } from "keywright";
import { expect, test } from "vitest";
import { Task } from "../model/task.ts";
import { growProject, openProject } from "../project/projects.ts";
import { useWorkspaces } from "../testing/workspace.ts";
import type { Workspace } from "../workspace.ts";
import { type DuePage, tasksByDueDate } from "./due.ts";
import { createTask } from "./tasks.ts";

const workspaceOf = useWorkspaces();

async function readPages(workspace: Workspace, projectId: string, limit: number): Promise<readonly DuePage[]> {
  const pages: DuePage[] = [];
  let cursor: string | undefined;
  do {
    const page = await tasksByDueDate(workspace, projectId, { limit, cursor });
    pages.push(page);
    cursor = page.cursor;
    expect(pages.length).toBeLessThan(40);
  } while (cursor !== undefined);
  return pages;
}

const place = ({ dueDate, taskId }: Task) => `${dueDate} ${taskId}`;

// Few days, so that many tasks share one: pages then end in the middle of a day.
const days = fc.array(
  fc.integer({ min: 1, max: 4 }).map((day) => `2026-05-0${day}`),
  { maxLength: 25 },
);

test("pages have every task once, in the order of due dates, whatever the number of shards", async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(
      days,
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 9 }),
      async (dates, shards, limit) => {
        const workspace = workspaceOf(`tenant-${runs++}`);
        await openProject(workspace, { projectId: "p", name: "Project", shards });
        const created: Task[] = [];
        for (const dueDate of dates)
          created.push(await createTask(workspace, { projectId: "p", title: "Task", dueDate }));

        const pages = await readPages(workspace, "p", limit);
        expect(pages.flatMap(({ tasks }) => tasks.map(place))).toEqual(created.map(place).sort());
        for (const { tasks } of pages.slice(0, -1)) expect(tasks).toHaveLength(limit);
        expect(pages).toHaveLength(Math.max(1, Math.ceil(dates.length / limit)));
      },
    ),
    { numRuns: 20 },
  );
});

test("the tasks of one project lie evenly in its shards", async () => {
  const workspace = workspaceOf("even");
  await openProject(workspace, { projectId: "large", name: "Large", shards: 8 });
  const tasks = 400;
  for (let i = 0; i < tasks; i++) {
    await createTask(workspace, { projectId: "large", title: "Task", dueDate: "2026-05-01" });
  }
  const { indexes } = repository(workspace.db, Task);
  const loads = await Promise.all(
    Array.from({ length: 8 }, async (_, shardNumber) => {
      const page = await indexes.byDueDate.query({ projectId: "large", shardNumber });
      return page.items.length;
    }),
  );
  expect(loads.reduce((sum, load) => sum + load, 0)).toBe(tasks);
  // 50 each, with a deviation of less than 7: the odds against a load past these bounds are millions to one.
  for (const load of loads) expect(load > 10 && load < 95).toBe(true);
});

test("a project that grew has the tasks of before and after", async () => {
  const workspace = workspaceOf("growing");
  await openProject(workspace, { projectId: "p", name: "Project" });
  const created: Task[] = [];
  const add = async (dueDate: string) => {
    created.push(await createTask(workspace, { projectId: "p", title: "Task", dueDate }));
  };
  for (const day of [3, 1, 2]) await add(`2026-05-0${day}`);
  await growProject(workspace, "p", 4);
  for (const day of [2, 4, 1, 3, 2, 1, 4]) await add(`2026-05-0${day}`);
  expect(created.slice(0, 3).map(({ shardNumber }) => shardNumber)).toEqual([0, 0, 0]);
  const pages = await readPages(workspace, "p", 4);
  expect(pages.flatMap(({ tasks }) => tasks.map(place))).toEqual(created.map(place).sort());
  await expect(growProject(workspace, "p", 4)).rejects.toMatchObject({ code: "condition-failed" });
});
