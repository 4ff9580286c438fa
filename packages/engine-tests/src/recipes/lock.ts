import {
  type Database,
  defineEntity,
  defineTable,
  type Item,
  type LeaseOptions,
  leaseState,
  withLease,
} from "keywright";
import * as z from "zod";

export const reportTable = defineTable({ name: "Reports", partitionKey: { PK: "S" }, sortKey: { SK: "S" } });
const Lock = defineEntity({
  name: "Lock",
  table: reportTable,
  schema: z.object({ job: z.string(), lease: leaseState() }),
  key: { PK: "JOB#{job}", SK: "LOCK" },
});
export const Report = defineEntity({
  name: "Report",
  table: reportTable,
  schema: z.object({ job: z.string(), day: z.iso.date(), total: z.int(), fence: z.int() }),
  key: { PK: "JOB#{job}", SK: "REPORT#{day}" },
});

/** The report of a day: made by one of all who ask for it, while the others wait. */
export async function daily(
  db: Database,
  { job, day }: { readonly job: string; readonly day: string },
  make: (signal: AbortSignal) => Promise<number>,
  options: LeaseOptions = {},
): Promise<Item<typeof Report>> {
  return withLease(db, Lock, { job }, options, async (lease) => {
    const made = await db.send(Report.get({ job, day }, { consistent: true }));
    if (made) return made;
    const report = { job, day, total: await make(lease.signal), fence: lease.token };
    return db.send(Report.put(report, { where: (r) => lease.fence(r.fence) }));
  });
}
