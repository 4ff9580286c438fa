import {
  type CreateInputOf,
  type Database,
  type KeyOf,
  type PagedOperation,
  type PartOf,
  type Repository,
  repository,
} from "keywright";
import { all, close, dueBefore, isLeft, isOpen, late, summary } from "./conditions.ts";
import { Payment, Project, Task } from "./entities.ts";
import { ClosingStore, Store } from "./store.ts";

// What is exported without a written type is what declarations are hard for.
export const storesOf = (db: Database) => ({
  tasks: new ClosingStore(repository(db, Task)),
  projects: new Store(repository(db, Project)),
  payments: new Store(repository(db, Payment)),
});
export const openTasks = (projectId: string): PagedOperation<PartOf<typeof Task, (typeof summary)[number]>> =>
  Task.query({ projectId }, { where: isOpen, select: summary });
export const read = (db: Database, key: KeyOf<typeof Task>) => db.send(Task.get(key));
export const titles = (rows: readonly PartOf<typeof Task, "title">[]) => rows.map(({ title }) => title);
export const namesOf = (projects: readonly Project[]) => projects.map(({ name }) => name);

export async function finish(
  tasks: Pick<Repository<typeof Task>, "update" | "query">,
  task: Task,
): Promise<readonly PartOf<typeof Task, (typeof summary)[number]>[]> {
  await tasks.update(task, close, { known: { dueDate: task.dueDate }, where: all(late("2026-05-01"), isLeft) });
  const { items } = await tasks.query(
    { projectId: task.projectId },
    { select: summary, where: dueBefore("2026-06-01") },
  );
  return items;
}

export async function start(db: Database, draft: CreateInputOf<typeof Project>): Promise<Project> {
  const { tasks, projects, payments } = storesOf(db);
  const project = await projects.add(draft);
  await tasks.add({ projectId: project.projectId, taskId: "t1", title: "Write", dueDate: "2026-05-01" });
  await payments.add({ kind: "cash", id: "p1", currency: "EUR" });
  return project;
}
