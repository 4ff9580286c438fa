import { defineEntity, defineTable, increment } from "keywright";
import * as z from "zod";

export const batchTable = defineTable({ name: "Killed", partitionKey: { PK: "S" } });
const Line = defineEntity({
  name: "Line",
  table: batchTable,
  schema: z.object({ id: z.int(), text: z.string() }),
  key: { PK: "LINE#{id}" },
});
export const Counter = defineEntity({
  name: "Counter",
  table: batchTable,
  schema: z.object({ id: z.int(), count: z.int() }),
  key: { PK: "COUNTER#{id}" },
  version: "version",
});
export const ids = Array.from({ length: 250 }, (_, id) => id);
export const puts = ids.map((id) => Line.put({ id, text: `line ${id}` }));
export const gets = ids.map((id) => Line.get({ id }, { consistent: true }));
export const increments = ids.map((id) => Counter.update({ id }, { count: increment(1) }));
export const job = { token: "count-once", at: new Date("2026-05-01T00:00:00Z") };
