import { type Database, defineEntity, defineTable, epochSeconds, increment, lt } from "keywright";
import * as z from "zod";

export const limitTable = defineTable({
  name: "Limits",
  partitionKey: { caller: "S" },
  sortKey: { window: "N" },
  timeToLive: "expiresAt",
});
export const Window = defineEntity({
  name: "Window",
  table: limitTable,
  schema: z.object({
    caller: z.string(),
    window: z.int(),
    count: z.int().default(0),
    expiresAt: epochSeconds(),
  }),
});

/** Counts a call, and says whether it is one of the `calls` that the caller has in each window of so many `seconds`. */
export async function allow(
  db: Database,
  caller: string,
  { calls, seconds }: { readonly calls: number; readonly seconds: number },
  now: Date,
): Promise<boolean> {
  const window = Math.floor(now.getTime() / 1000 / seconds);
  const call = Window.update(
    { caller, window },
    { count: increment(1) },
    { where: (w) => lt(w.count, calls), returning: "none" },
  );
  let sent = await db.attempt(call);
  if (sent.error?.code === "item-not-found") {
    const expiresAt = new Date(((window + 1) * seconds + 3600) * 1000); // nobody looks at it by then, whatever the clocks say
    await db.send(Window.upsert({ caller, window, expiresAt }));
    sent = await db.attempt(call);
  }
  if (sent.ok) return true;
  // It may have been counted, or not: so that there are never more, it is none of them.
  if (sent.error.code === "condition-failed" || sent.error.code === "outcome-unknown") return false;
  throw sent.error;
}
