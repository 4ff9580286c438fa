import { type Database, defineEntity, defineTable, increment } from "keywright";
import * as z from "zod";

export const sequenceTable = defineTable({ name: "Sequences", partitionKey: { sequence: "S" } });
export const Sequence = defineEntity({
  name: "Sequence",
  table: sequenceTable,
  schema: z.object({ sequence: z.string(), last: z.int().default(0) }),
});

/** A number that nobody else gets, greater than those that were given out before. */
export async function nextNumber(db: Database, sequence: string): Promise<number> {
  for (;;) {
    const sent = await db.attempt(Sequence.update({ sequence }, { last: increment(1) }));
    if (sent.ok) return sent.value.last;
    if (sent.error.code === "item-not-found") await db.send(Sequence.upsert({ sequence }));
    else if (sent.error.code !== "outcome-unknown") throw sent.error; // otherwise a number may be lost: take another
  }
}
