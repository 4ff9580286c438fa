import { type Database, defineEntity, type Item, scoped } from "@keywright/client";
import { defineTable } from "@keywright/schema";
import { describe, expectTypeOf, test } from "vitest";
import * as z from "zod";
import { type ModifyFunction, modify } from "./modify.ts";

declare const db: Database;

const table = defineTable({ name: "Things", partitionKey: { PK: "S" } });
const Thing = defineEntity({
  name: "Thing",
  table,
  schema: z.object({
    tenant: z.string(),
    id: z.string(),
    status: z.enum(["OPEN", "DONE"]).default("OPEN"),
    lines: z.array(z.object({ sku: z.string() })),
    note: z.string().optional(),
  }),
  key: { PK: "{tenant}#{id}" },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});
const Payment = defineEntity({
  name: "Payment",
  table,
  schema: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("card"), id: z.string(), last4: z.string() }),
    z.object({ kind: z.literal("cash"), id: z.string(), currency: z.string().default("EUR") }),
  ]),
  key: { PK: "PAYMENT#{id}" },
  version: "version",
});
const Plain = defineEntity({ name: "Plain", table, schema: z.object({ id: z.string() }), key: { PK: "PLAIN#{id}" } });

const key = { tenant: "t", id: "i" };
declare const thing: Item<typeof Thing>;

describe("the function of modify", () => {
  test("gets an item, and gives back one, or nothing, at once or later", () => {
    expectTypeOf(modify(db, Thing, key, (item) => item)).resolves.toEqualTypeOf<Item<typeof Thing>>();
    void modify(db, Thing, thing, (item) => {
      expectTypeOf(item).toEqualTypeOf<Item<typeof Thing>>();
      item.status = "DONE";
      item.lines.push({ sku: "s" });
      delete item.note;
      return item;
    });
    void modify(db, Thing, key, async (item) => ({ ...item, status: "DONE" }));
    void modify(db, Thing, key, (item) => (item.status === "DONE" ? undefined : { ...item, note: "n" }));
    void modify(db, Thing, key, () => undefined);
    void modify(db, Thing, key, async () => {});
    void modify(db, Thing, key, () => ({ ...key, lines: [] }), { attempts: 3, deadline: 100 });
    const close: ModifyFunction<typeof Thing> = (item) => ({ ...item, status: "DONE" });
    void modify(db, Thing, key, close);
  });

  test("gives back one of any variant", () => {
    void modify(db, Payment, { id: "p" }, ({ id }) => ({ id, kind: "cash" }));
    void modify(db, Payment, { id: "p" }, async ({ id }) => ({ id, kind: "card", last4: "1234" }));
    // @ts-expect-error `last4` is missing
    void modify(db, Payment, { id: "p" }, ({ id }) => ({ id, kind: "card" }));
    // @ts-expect-error no such variant
    void modify(db, Payment, { id: "p" }, ({ id }) => ({ id, kind: "gold" }));
  });

  test("gives back nothing else", () => {
    // @ts-expect-error no item
    void modify(db, Thing, key, () => ({}));
    // @ts-expect-error no item
    void modify(db, Thing, key, () => null);
    // @ts-expect-error no status
    void modify(db, Thing, key, (item) => ({ ...item, status: "LOST" }));
    // @ts-expect-error `note` is no number
    void modify(db, Thing, key, async (item) => ({ ...item, note: 1 }));
    void modify(db, Thing, key, (item) => {
      // @ts-expect-error managed
      item.version = 2;
      return item;
    });
  });
});

describe("modify takes", () => {
  test("versioned entities only", () => {
    // @ts-expect-error it has no version
    void modify(db, Plain, { id: "p" }, (item) => item);
  });

  test("the key of the entity, without the attributes of a scope", () => {
    // @ts-expect-error `tenant` is missing
    void modify(db, Thing, { id: "i" }, (item) => item);
    // @ts-expect-error no attribute of the key
    void modify(db, Thing, { ...key, note: 1 } satisfies object as { id: string }, (item) => item);
    const tenant = scoped(db, { tenant: "t" });
    void modify(tenant, Thing, { id: "i" }, (item) => item);
    // @ts-expect-error its partition key is not made of the tenant
    void modify(tenant, Payment, { id: "i" }, (item) => item);
  });
});
