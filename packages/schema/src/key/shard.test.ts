import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { defineModel } from "../entity/define-model.ts";
import { ModelError } from "../error/model-error.ts";
import { bytes } from "../shape/helper/bytes.ts";
import { defineTable } from "../table/define-table.ts";
import { allKeys, changedKeys } from "./plan.ts";
import { readKey } from "./read.ts";
import { renderShards } from "./render.ts";

const table = () =>
  defineTable({
    name: "Jobs",
    partitionKey: { PK: "S" },
    sortKey: { SK: "N" },
    indexes: {
      byStatus: { type: "global", partitionKey: { G1: "S" }, sortKey: { G2: "S" }, projection: "ALL" },
      byDay: { type: "local", sortKey: { day: "S" }, projection: "ALL" },
    },
  });

function modelOf(G1: string, more: Record<string, z.ZodType> = {}, key = { PK: "JOB#{id}", SK: "{n}" }) {
  const schema = z.object({ id: z.string(), n: z.int(), status: z.enum(["OPEN", "DONE"]), day: z.string(), ...more });
  return defineModel({ name: "Job", table: table(), schema, key, indexes: { byStatus: { G1, G2: "{day}" } } });
}

function problemsOf(define: () => unknown): readonly string[] {
  try {
    define();
  } catch (error) {
    if (ModelError.isInstance(error)) return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

const wire = (id: string, n: number) => ({
  id: { S: id },
  n: { N: String(n) },
  status: { S: "OPEN" },
  day: { S: "2026-05-01" },
});

describe("the shard of an item", () => {
  const model = modelOf("STATUS#{status}#{shard:10}");
  const keyOf = (id: string, n: number) =>
    allKeys(model, (name) => wire(id, n)[name as keyof ReturnType<typeof wire>]).G1;

  // Other programs compute it too, and stored keys outlive versions: these never change.
  it.each([
    ["u1", 1, "STATUS#OPEN#2"],
    ["", 0, "STATUS#OPEN#0"],
    ["é😀", -15, "STATUS#OPEN#3"],
  ])("is worked out of its primary key: %s, %i", (id, n, key) => {
    expect(keyOf(id, n)).toEqual({ S: key });
  });

  it("is the same for the same primary key, whatever else changes, and as even as chance", () => {
    const loads = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 10_000; i++) {
      const key = keyOf(`user-${i % 100}`, Math.floor(i / 100));
      const shard = key && "S" in key ? Number(key.S.slice(-1)) : Number.NaN;
      loads[shard] = (loads[shard] ?? 0) + 1;
    }
    // A deviation of 30 is what chance gives.
    for (const load of loads) expect(Math.abs(load - 1000)).toBeLessThan(150);
  });

  it("is told from the key in an update that changes the rest of the index key", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer(), (id, n) => {
        const { id: idValue, n: nValue, ...rest } = wire(id, n);
        const plan = changedKeys(model, {
          key: new Map<string, { S: string } | { N: string }>([
            ["id", idValue],
            ["n", nValue],
          ]),
          set: new Map([["status", rest.status]]),
          removed: new Set(),
          known: new Map(),
          computed: new Set(),
          ifAbsent: new Map(),
          mayCreate: false,
        });
        expect(plan.set.G1).toEqual(keyOf(id, n));
      }),
    );
  });

  it("has the digits of the last one, so that any number of them can be read back", () => {
    const wide = modelOf("{shard:101}{status}").indexes.get("byStatus")?.partition[0];
    if (wide === undefined) expect.unreachable();
    const keys = renderShards(wide, (name) => (name === "status" ? { S: "DONE" } : undefined), "Job");
    expect(keys).toHaveLength(101);
    expect(keys?.at(7)).toEqual({ S: "007DONE" });
    for (const key of keys ?? []) expect(readKey(wide, key)).toEqual(new Map([["status", { S: "DONE" }]]));
    expect(readKey(wide, { S: "07DONE" })).toBeUndefined();
    expect(readKey(wide, { S: "x07DONE" })).toBeUndefined();
  });

  it("can be worked out of bytes", () => {
    const binary = defineTable({
      name: "Blobs",
      partitionKey: { hash: "B" },
      indexes: { all: { type: "global", partitionKey: { G1: "S" }, projection: "ALL" } },
    });
    const blob = defineModel({
      name: "Blob",
      table: binary,
      schema: z.object({ hash: bytes() }),
      indexes: { all: { G1: "ALL#{shard:4}" } },
    });
    expect(allKeys(blob, () => ({ B: Uint8Array.of(1, 2) })).G1).toEqual({ S: "ALL#3" });
  });
});

describe("a shard is refused", () => {
  it("outside the partition key of a global index", () => {
    const message =
      "{shard:10} is worked out of the primary key, and spreads the items of a partition: it stands in the partition key of a global index, and nowhere else";
    expect(problemsOf(() => modelOf("{status}", {}, { PK: "JOB#{id}#{shard:10}", SK: "{n}" }))).toEqual([
      `key.PK: ${message}`,
    ]);
    const sorted = () =>
      defineModel({
        name: "Job",
        table: table(),
        schema: z.object({ id: z.string(), n: z.int(), status: z.string() }),
        key: { PK: "JOB#{id}", SK: "{n}" },
        indexes: { byStatus: { G1: "{status}", G2: "{shard:10}" }, byDay: { day: "{shard:10}" } },
      });
    expect(problemsOf(sorted)).toEqual([`indexes.byStatus.G2: ${message}`, `indexes.byDay.day: ${message}`]);
  });

  it.each([
    ["{shard:1}", "a partition has from 2 to 200 shards"],
    ["{shard:201}", "a partition has from 2 to 200 shards"],
    ["{shard:2}#{shard:2}", "a partition is spread once: write one {shard:...}"],
    ["{shard}", "the schema has no attribute 'shard'"],
    [
      "{day}{shard:2}",
      "'day' and 'shard' stand side by side, and nothing says where one ends; put a delimiter between them, such as {day}#{shard}",
    ],
  ])("as %s", (template, message) => {
    expect(problemsOf(() => modelOf(template))).toEqual([`indexes.byStatus.G1: ${message}`]);
  });

  it("where the schema has an attribute of its name", () => {
    expect(problemsOf(() => modelOf("{status}#{shard:2}", { shard: z.int() }))).toEqual([
      "indexes.byStatus.G1: {shard:2} is the number of a shard, and the schema has an attribute 'shard', too: give the attribute another name, and its stored name in `storedAs`",
    ]);
    expect(problemsOf(() => modelOf("{status}#{shard}", { shard: z.int() }))).toEqual([]);
  });
});
