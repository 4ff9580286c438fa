import { type Database, defineEntity, defineTable, epochMilliseconds, type Item, increment } from "keywright";
import * as z from "zod";

export const jobTable = defineTable({
  name: "Jobs",
  partitionKey: { jobId: "S" },
  indexes: {
    due: { type: "global", partitionKey: { queue: "S" }, sortKey: { visibleAt: "N" }, projection: "ALL" },
  },
});
export const Job = defineEntity({
  name: "Job",
  table: jobTable,
  schema: z.object({
    jobId: z.string(),
    queue: z.string(),
    task: z.string(),
    visibleAt: epochMilliseconds(), // from when on it may be claimed
    claims: z.int().default(0),
  }),
  indexes: { due: {} },
  version: "version",
});
export type Job = Item<typeof Job>;

/** Claims a job that is due, for a while. */
export async function claim(db: Database, queue: string, now: Date, ms: number): Promise<Job | undefined> {
  const due = await db.send(Job.indexes.due.query({ queue, visibleAt: { lte: now } }, { limit: 20 }));
  const start = Math.floor(Math.random() * due.items.length); // workers that begin with the same one are in each other's way
  for (const job of [...due.items.slice(start), ...due.items.slice(0, start)]) {
    const hidden = { visibleAt: new Date(now.getTime() + ms), claims: increment(1) };
    const sent = await db.attempt(Job.update(job, hidden, { expected: job }));
    if (sent.ok) return sent.value;
    if (!passed.has(sent.error.code)) throw sent.error;
  }
  return undefined;
}

// Somebody else has claimed it, or finished it; or nobody knows, and it is due again later.
const passed: ReadonlySet<string> = new Set(["version-conflict", "item-not-found", "outcome-unknown"]);

/** Takes a job that is done out of the queue. `false`: it took too long, and somebody else does it again. */
export async function finish(db: Database, job: Job): Promise<boolean> {
  const sent = await db.attempt(Job.delete(job, { expected: job, mustExist: false }));
  if (sent.ok) return true;
  if (sent.error.code === "version-conflict") return false;
  throw sent.error;
}
