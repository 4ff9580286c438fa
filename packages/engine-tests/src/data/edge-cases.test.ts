import { factory } from "@keywright/testkit";
import {
  bytes,
  decimal,
  defineEntity,
  defineTable,
  epochMilliseconds,
  epochSeconds,
  isoDateTime,
  itemSize,
  url,
  type WireItem,
} from "keywright";
import { expect, test } from "vitest";
import * as z from "zod";
import { storedItems, useDynamoDB } from "../test-support.ts";

const table = defineTable({
  name: "Edges",
  partitionKey: { PK: "S" },
  sortKey: { SK: "S" },
  indexes: {
    byRank: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { rank: "N" }, projection: "ALL" },
    byHash: { type: "global", partitionKey: { hash: "B" }, projection: ["expiresAt"] },
    bySeen: { type: "local", sortKey: { seenAt: "S" }, projection: ["expiresAt"] },
  },
  timeToLive: "expiresAt",
});
const Edge = defineEntity({
  name: "Edge",
  table,
  schema: z.object({
    owner: z.string(),
    code: z.string().max(900),
    rank: z.number(),
    hash: bytes().optional(),
    seenAt: isoDateTime(),
    text: z.string(),
    short: z.string().min(2).max(20).optional(),
    big: z.bigint(),
    exact: decimal(),
    price: z.number().min(0.01).max(1e15),
    sums: z.set(decimal()),
    tags: z.set(z.string()).optional(),
    data: bytes(),
    list: z.array(z.string()),
    map: z.record(z.string(), z.unknown()),
    open: z.unknown(),
    link: url().optional(),
    touched: epochMilliseconds(),
    expiresAt: epochSeconds().optional(),
  }),
  key: { PK: "EDGE#{owner}", SK: "{code:escaped}#V" },
  indexes: { byRank: { GSI1PK: "{owner}" }, byHash: {}, bySeen: {} },
  version: "version",
  timestamps: { createdAt: "createdAt", updatedAt: "updatedAt" },
});
const dynamodb = useDynamoDB({ tables: [table] });

test("every edge case is stored as it is made, up to the limits of the engine", async () => {
  const cases = factory(Edge, { seed: 5 }).edgeCases();
  expect(cases.length).toBeGreaterThan(18);
  for (const { name, input } of cases) {
    const created = await dynamodb().db.send(Edge.create(input));
    const read = await dynamodb().db.send(Edge.get(input, { consistent: true }));
    expect({ name, ...read }).toEqual({ name, ...created });
    expect({ name, ...read }).toMatchObject({ name, ...input });
  }
  const stored = await storedItems(dynamodb(), table);
  expect(stored).toHaveLength(cases.length);
  expect(Math.max(...stored.map(itemSize))).toBeGreaterThan(409_400);
  const longest = (name: string): number => Math.max(...stored.map((item) => Buffer.byteLength(textOf(item, name))));
  expect([longest("PK"), longest("SK")]).toEqual([2048, 902]);
});

test("many items have many keys, and are all created", async () => {
  const inputs = factory(Edge, { seed: "many", edges: 0.3 }).buildMany(60);
  const before = (await storedItems(dynamodb(), table)).length;
  for (const input of inputs) await dynamodb().db.send(Edge.create(input));
  expect(await storedItems(dynamodb(), table)).toHaveLength(before + 60);
});

function textOf(item: WireItem, name: string): string {
  const value = item[name];
  return value && "S" in value ? value.S : "";
}
