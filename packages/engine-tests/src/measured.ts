import fc from "fast-check";
import { defineEntity, defineTable, type Item } from "keywright";
import * as z from "zod";

/** A table whose indexes are written by some of its items, and not by others. */
export const measuredTable = defineTable({
  name: "Measured",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byOwner: { type: "global", partitionKey: { G1: "S" }, sortKey: { G2: "S" }, projection: "ALL" },
    byGroup: { type: "global", partitionKey: { group: "S" }, projection: ["note"] },
    byRank: { type: "local", sortKey: { rank: "N" }, projection: "KEYS_ONLY" },
  },
});
export const Thing = defineEntity({
  name: "Thing",
  table: measuredTable,
  schema: z.object({
    p: z.string(),
    s: z.string(),
    text: z.string(),
    owner: z.string().optional(),
    group: z.string().optional(),
    note: z.string().optional(),
    rank: z.number().optional(),
    count: z.number().optional(),
  }),
  key: { PK: "P#{p}", SK: "S#{s}" },
  indexes: { byOwner: { G1: "O#{owner}", G2: "S#{s}" }, byGroup: {}, byRank: {} },
});
export type Thing = Item<typeof Thing>;

/** Sizes around the edges where a unit ends. */
const text = fc
  .tuple(fc.constantFrom(0, 1024, 2048, 4096, 8192), fc.integer({ min: -140, max: 10 }))
  .map(([edge, offset]) => "x".repeat(Math.max(1, edge + offset)));

/** Attributes of things. */
export const thingAttributes = {
  text,
  owner: fc.constantFrom("a", "b"),
  group: fc.constantFrom("g", "h"),
  note: text,
  rank: fc.integer({ min: -5, max: 1500 }),
};
