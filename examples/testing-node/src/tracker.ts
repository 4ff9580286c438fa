import { type Database, repository, VersionConflictError } from "keywright";
import { Task } from "./model.ts";

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** What the program does with tasks: the code under test. */
export interface Tracker {
  add(userId: string, taskId: string, title: string): Promise<Task>;
  get(userId: string, taskId: string): Promise<Task | undefined>;
  rename(userId: string, taskId: string, title: string): Promise<Task>;
  /** Tasks that are done are kept for 30 days. */
  complete(userId: string, taskId: string): Promise<Task>;
  /** The first hundred tasks that nobody has completed. */
  open(): Promise<readonly Task[]>;
}

export function openTracker(db: Database, now: () => Date): Tracker {
  const tasks = repository(db, Task);
  return {
    add: (userId, taskId, title) => tasks.create({ userId, taskId, title }),
    get: (userId, taskId) => tasks.get({ userId, taskId }),
    rename: (userId, taskId, title) => tasks.update({ userId, taskId }, { title }),
    complete: async (userId, taskId) => {
      let seen = await tasks.get({ userId, taskId }, { consistent: true });
      while (seen !== undefined) {
        const expiresAt = new Date(now().getTime() + KEPT_MS);
        try {
          return await tasks.update(seen, { status: "DONE", expiresAt }, { expected: seen });
        } catch (error) {
          if (!VersionConflictError.isInstance(error, Task)) throw error;
          seen = error.item;
        }
      }
      throw new Error("There is no such task.");
    },
    open: async () => (await tasks.indexes.byStatus.query({ status: "OPEN" }, { limit: 100 })).items,
  };
}
