import { remove } from "@keywright/expressions";
import { bytes, defineTable, epochSeconds } from "@keywright/schema";
import { describe, expectTypeOf, test } from "vitest";
import * as z from "zod";
import type { Database } from "../feature/database.ts";
import { repository } from "../feature/repository.ts";
import { defineEntity } from "./define-entity.ts";

declare const db: Database;

const table = defineTable({
  name: "Visits",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byPlace: {
      type: "global",
      partitionKey: [{ tenantId: "S" }, { region: "S" }],
      sortKey: [{ status: "S" }, { dueAt: "N" }, { G1: "S" }, { proof: "B" }],
      projection: ["note"],
    },
    flat: { type: "global", partitionKey: [{ region: "S" }, { dueAt: "N" }, { status: "S" }], projection: "ALL" },
    reversed: {
      type: "global",
      partitionKey: [{ "2": "S" }, { "1": "S" }],
      sortKey: [{ "1b": "N" }, { "0": "N" }],
      projection: "ALL",
    },
  },
});
const Visit = defineEntity({
  name: "Visit",
  table,
  schema: z.object({
    tenantId: z.string(),
    visitId: z.string(),
    region: z.string(),
    status: z.enum(["open", "done"]).optional(),
    dueAt: epochSeconds(),
    street: z.string(),
    house: z.int(),
    proof: bytes().optional(),
    note: z.string().optional(),
    other: z.string().optional(),
  }),
  key: { PK: "TENANT#{tenantId}", SK: "VISIT#{visitId}" },
  indexes: { byPlace: { G1: "{street}#{house:4}" }, flat: {} },
});
const { byPlace, flat } = Visit.indexes;
const at = new Date(0);
const read = () => db.send(byPlace.query(place));
const place = { tenantId: "t", region: "north" };

describe("the key of an index of several attributes", () => {
  test("takes sort attributes from left to right", () => {
    byPlace.query(place);
    byPlace.query({ ...place, status: "open" });
    byPlace.query({ ...place, status: "open", dueAt: at });
    byPlace.query({ ...place, status: "open", dueAt: at, street: "a" });
    byPlace.query({ ...place, status: "open", dueAt: at, street: "a", house: 1 });
    byPlace.query({ ...place, status: "open", dueAt: at, street: "a", house: 1, proof: new Uint8Array() });
    byPlace.first({ ...place, status: "open" });
    byPlace.count({ ...place, status: "open" });
    byPlace.hydrate({ ...place, status: "open" });
    flat.query({ region: "north", dueAt: at, status: "done" });
  });

  test("ends with a range", () => {
    byPlace.query({ ...place, status: { beginsWith: "o" } });
    byPlace.query({ ...place, status: "open", dueAt: { gt: at } });
    byPlace.query({ ...place, status: "open", dueAt: { between: [at, at] } });
    byPlace.query({ ...place, status: "open", dueAt: at, street: { gte: "a" } });
    byPlace.query({ ...place, status: "open", dueAt: at, street: "a", house: { between: [1, 2] } });
    byPlace.query({ ...place, status: "open", dueAt: at, street: "a", house: 1, proof: { lt: new Uint8Array() } });
  });

  test("is the same in a repository, and from objects put together", () => {
    const visits = repository(db, Visit).indexes.byPlace;
    const open = { ...place, status: "open" } as const;
    visits.query({ ...open, dueAt: { gt: at } });
    visits.query({ ...place, status: "open", dueAt: { between: [at, at] } });
    // @ts-expect-error without dueAt
    visits.query({ ...open, street: "a" });
  });

  test("has no gaps", () => {
    // @ts-expect-error without status
    byPlace.query({ ...place, dueAt: at });
    // @ts-expect-error without dueAt
    byPlace.query({ ...place, status: "open", street: "a" });
    // @ts-expect-error without street, which the template of both begins with
    byPlace.query({ ...place, status: "open", dueAt: at, house: 1 });
    // @ts-expect-error without all but the last
    byPlace.query({ ...place, proof: new Uint8Array() });
    // @ts-expect-error nor in first
    byPlace.first({ ...place, dueAt: at });
    // @ts-expect-error nor in count
    byPlace.count({ ...place, dueAt: at });
    // @ts-expect-error nor in hydrate
    byPlace.hydrate({ ...place, dueAt: at });
  });

  test("has one range, at the end", () => {
    // @ts-expect-error a value behind a range
    byPlace.query({ ...place, status: { gt: "a" }, dueAt: at });
    // @ts-expect-error two ranges
    byPlace.query({ ...place, status: "open", dueAt: { gt: at }, street: { gt: "a" } });
    // @ts-expect-error two ends
    byPlace.query({ ...place, status: "open", dueAt: { gt: at, lt: at } });
  });

  test("takes all of its partition by value", () => {
    // @ts-expect-error without region
    byPlace.query({ tenantId: "t" });
    // @ts-expect-error without tenantId
    byPlace.query({ region: "north", status: "open" });
    // @ts-expect-error a range
    byPlace.query({ tenantId: "t", region: { gt: "a" } });
    // @ts-expect-error one of three
    flat.query({ region: "north", dueAt: at });
    // @ts-expect-error a range on the last of three
    flat.query({ region: "north", dueAt: at, status: { beginsWith: "o" } });
    // @ts-expect-error no attribute of the key
    flat.query({ region: "north", dueAt: at, status: "open", note: "a" });
  });

  test("takes values of the attributes' types", () => {
    // @ts-expect-error no number
    byPlace.query({ tenantId: 1, region: "north" });
    // @ts-expect-error no such status
    byPlace.query({ ...place, status: "opened" });
    // @ts-expect-error a date, in the program
    byPlace.query({ ...place, status: "open", dueAt: 5 });
    // @ts-expect-error a number of epoch seconds has no prefix
    byPlace.query({ ...place, status: "open", dueAt: at, street: "a", house: { beginsWith: "1" } });
    // @ts-expect-error undefined is no value of a partition attribute
    byPlace.query({ tenantId: "t", region: undefined });
  });

  test("cannot be read consistently", () => {
    // @ts-expect-error a global index
    byPlace.query(place, { consistent: true });
  });

  test("needs a template only for key attributes that are no attributes", () => {
    const schema = z.object({ id: z.string(), "2": z.string(), "1": z.string(), "1b": z.number(), "0": z.number() });
    const key = { PK: "N#{id}", SK: "N" };
    const Numbered = defineEntity({ name: "Numbered", table, schema, key, indexes: { reversed: {} } });
    Numbered.indexes.reversed.query({ "1": "a", "2": "b", "1b": 1, "0": { gt: 1 } });
    // @ts-expect-error in the order of the table, not of JavaScript
    Numbered.indexes.reversed.query({ "1": "a", "2": "b", "0": 1 });
    const { schema: visit } = Visit["~types"]!;
    // @ts-expect-error without a template of G1
    defineEntity({ name: "Other", table, schema: visit, key: { PK: "A", SK: "B" }, indexes: { byPlace: {} } });
  });

  test("gives what is projected, and its key", () => {
    type Item = Awaited<ReturnType<typeof read>>["items"][number];
    expectTypeOf<Exclude<keyof Item, symbol | `~${string}`>>().toEqualTypeOf<
      "tenantId" | "visitId" | "region" | "status" | "dueAt" | "street" | "house" | "proof" | "note"
    >();
  });

  test("is changed attribute by attribute", () => {
    const key = { tenantId: "t", visitId: "v" };
    Visit.update(key, { region: "south" });
    Visit.update(key, { dueAt: at });
    Visit.update(key, { status: remove() });
    Visit.update(key, { house: 1 }, { known: { street: "a" } });
    // @ts-expect-error required
    Visit.update(key, { region: remove() });
  });
});
