import { type Database, defineEntity, defineTable, leaseState, onceState } from "keywright";
import * as z from "zod";

export const faultTable = defineTable({ name: "Faults", partitionKey: { PK: "S" }, sortKey: { SK: "S" } });
const schema = z.object({ id: z.string(), count: z.int() });
export const Plain = defineEntity({
  name: "Plain",
  table: faultTable,
  schema,
  key: { PK: "ITEM#{id}", SK: "PLAIN" },
});
export const Versioned = defineEntity({
  name: "Versioned",
  table: faultTable,
  schema: z.object({ id: z.string(), count: z.int() }),
  key: { PK: "ITEM#{id}", SK: "VERSIONED" },
  version: "version",
});
export const Job = defineEntity({
  name: "Job",
  table: faultTable,
  schema: z.object({ id: z.string(), lease: leaseState() }),
  key: { PK: "ITEM#{id}", SK: "JOB" },
});
export const Payment = defineEntity({
  name: "Payment",
  table: faultTable,
  schema: z.object({ id: z.string(), once: onceState(z.object({ receipt: z.string() })) }),
  key: { PK: "ITEM#{id}", SK: "PAYMENT" },
});

/** What is stored of an item: `absent`, or its count, and its version where it has one. */
export async function plain(db: Database, id: string): Promise<string> {
  const item = await db.send(Plain.get({ id }, { consistent: true }));
  return item === undefined ? "absent" : `count ${item.count}`;
}

export async function versioned(db: Database, id: string): Promise<string> {
  const item = await db.send(Versioned.get({ id }, { consistent: true }));
  return item === undefined ? "absent" : `count ${item.count}, version ${item.version}`;
}
