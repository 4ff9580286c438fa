import { describe, expect, it } from "vitest";
import { didYouMean } from "../error/did-you-mean.ts";
import { ModelError } from "../error/model-error.ts";
import { defineTable } from "./define-table.ts";
import { keyAttributes } from "./model.ts";

/** Definitions of JavaScript callers, which the compiler has not seen. */
const untyped = defineTable as (definition: unknown) => unknown;

function problemsOf(definition: unknown): string[] {
  try {
    untyped(definition);
  } catch (error) {
    if (ModelError.isInstance(error)) return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

const plain = { name: "App", partitionKey: { PK: "S" }, sortKey: { SK: "S" } };

describe("defineTable", () => {
  it("reads keys, indexes, time to live and stream", () => {
    const { model } = defineTable({
      name: "TaskApp",
      partitionKey: { PK: "S" },
      sortKey: { SK: "S" },
      indexes: {
        byStatus: { type: "global", partitionKey: { GSI1PK: "S" }, sortKey: { GSI1SK: "S" }, projection: "ALL" },
        byUpdated: { type: "local", sortKey: { updatedAt: "S" }, projection: ["title", "expiresAt"] },
        byPlace: {
          type: "global",
          partitionKey: [{ tenant: "S" }, { region: "S" }],
          sortKey: [{ day: "S" }, { hour: "N" }],
          projection: "KEYS_ONLY",
        },
      },
      timeToLive: "expiresAt",
      stream: "NEW_AND_OLD_IMAGES",
    });
    expect(model.sortKey).toEqual({ name: "SK", type: "S" });
    expect(model.indexes.get("byUpdated")).toEqual({
      name: "byUpdated",
      type: "local",
      partitionKeys: [{ name: "PK", type: "S" }],
      sortKeys: [{ name: "updatedAt", type: "S" }],
      projection: ["title", "expiresAt"],
    });
    expect(model.indexes.get("byPlace")?.sortKeys).toEqual([
      { name: "day", type: "S" },
      { name: "hour", type: "N" },
    ]);
    expect([...keyAttributes(model).keys()]).toEqual([
      "PK",
      "SK",
      "GSI1PK",
      "GSI1SK",
      "updatedAt",
      "tenant",
      "region",
      "day",
      "hour",
    ]);
    expect(model).toMatchObject({ timeToLive: "expiresAt", stream: "NEW_AND_OLD_IMAGES" });
  });

  it("reports every problem at once, with paths", () => {
    const problems = problemsOf({
      name: "Ap p",
      partitionKey: { PK: "S" },
      sortkey: { SK: "S" },
      indexes: {
        lo: { type: "local", sortKey: { at: "T" }, projection: [] },
        mixed: { type: "global", partitionKey: { PK: "N" }, sortKey: { PK: "N" }, projection: ["PK", "a", "a"] },
        odd: { type: "globl" },
      },
      timeToLive: "PK",
      stream: "NEW_IMAGES",
    });
    const text = problems.join("\n");
    for (const part of [
      "Ap p.name: a table or index name may contain",
      "Ap p.sortkey: there is no property 'sortkey' here; did you mean 'sortKey'?",
      "Ap p.indexes.lo: a table or index name has 3 to 255",
      "Ap p.indexes.lo: a local index needs a table with a sort key",
      `Ap p.indexes.lo.sortKey.at: the type of a key attribute is "S", "N" or "B"`,
      "Ap p.indexes.lo.projection: a list of projected attributes cannot be empty",
      `Ap p.indexes.mixed.partitionKey: 'PK' is "N" here and "S" in Ap p.partitionKey`,
      "Ap p.indexes.mixed: 'PK' stands twice",
      "Ap p.indexes.mixed.projection[0]: 'PK' is a key attribute",
      "Ap p.indexes.mixed.projection[2]: 'a' is listed twice",
      `Ap p.indexes.odd.type: the type of an index is "global" or "local"`,
      "Ap p.timeToLive: 'PK' is a key attribute of type \"S\"",
      "Ap p.stream: there is no such view of a stream; did you mean 'NEW_IMAGE'?",
    ]) {
      expect(text).toContain(part);
    }
  });

  it.each([
    [undefined, "table.name"],
    [{ ...plain, name: "ab" }, "3 to 255"],
    [{ ...plain, partitionKey: {} }, "App.partitionKey: name one attribute"],
    [{ ...plain, partitionKey: { a: "S", b: "S" } }, "App.partitionKey: one attribute is meant"],
    [{ ...plain, sortKey: { PK: "S" } }, "'PK' is the partition key"],
    [{ ...plain, partitionKey: { "": "S" } }, "1 to 255 bytes"],
    [{ ...plain, partitionKey: { ["ä".repeat(128)]: "S" } }, "1 to 255 bytes"],
    [
      {
        ...plain,
        indexes: { idx: { type: "local", partitionKey: { PK: "S" }, sortKey: { a: "S" }, projection: "ALL" } },
      },
      "leave this out",
    ],
    [
      { ...plain, indexes: { idx: { type: "local", projection: "ALL" } } },
      "App.indexes.idx.sortKey: name one attribute",
    ],
    [{ ...plain, indexes: { idx: { type: "global", partitionKey: [], projection: "ALL" } } }, "1 to 4 attributes"],
    [
      {
        ...plain,
        indexes: {
          idx: {
            type: "global",
            partitionKey: { a: "S" },
            sortKey: ["b", "c", "d", "e", "f"].map((n) => ({ [n]: "S" })),
            projection: "ALL",
          },
        },
      },
      "0 to 4 attributes",
    ],
    [
      { ...plain, indexes: { idx: { type: "global", partitionKey: { a: "S" }, projection: "all" } } },
      "did you mean 'ALL'?",
    ],
    [
      {
        ...plain,
        indexes: { idx: { type: "global", partitionKey: { a: "S" }, projection: "ALL", sortkey: { b: "S" } } },
      },
      "did you mean 'sortKey'?",
    ],
    [
      {
        ...plain,
        indexes: Object.fromEntries(
          [..."abcdef"].map((n) => [`idx${n}`, { type: "local", sortKey: { [n]: "S" }, projection: "ALL" }]),
        ),
      },
      "at most 5 local",
    ],
    [
      {
        ...plain,
        indexes: Object.fromEntries(
          Array.from({ length: 21 }, (_, i) => [
            `idx${i}`,
            { type: "global", partitionKey: { [`a${i}`]: "S" }, projection: "ALL" },
          ]),
        ),
      },
      "at most 20 global",
    ],
    [
      {
        ...plain,
        indexes: {
          idx: { type: "global", partitionKey: { a: "S" }, projection: Array.from({ length: 101 }, (_, i) => `p${i}`) },
        },
      },
      "at most 100 attributes",
    ],
    [{ ...plain, globalTable: true }, 'globalTable: says how replicas agree: "eventual" or "strong"'],
    [{ ...plain, globalTable: "strong", timeToLive: "ttl" }, "a strongly consistent global table has no time to live"],
    [
      {
        ...plain,
        sortKey: { SK: "S" },
        globalTable: "strong",
        indexes: { byAge: { type: "local", sortKey: { age: "N" }, projection: "ALL" } },
      },
      "a strongly consistent global table has no local indexes",
    ],
  ])("refuses %j", (definition, message) => {
    expect(problemsOf(definition).join("\n")).toContain(message);
  });

  it("takes a property that is undefined as left out", () => {
    expect(problemsOf({ ...plain, indexes: undefined, timeToLive: undefined, other: undefined })).toEqual([]);
  });

  it("knows tables of another copy of the library by their shape", () => {
    expect(defineTable({ name: "App", partitionKey: { PK: "S" } })["~entities"].size).toBe(0);
  });
});

describe("didYouMean", () => {
  it.each([
    ["sortkey", ["sortKey", "partitionKey"], "; did you mean 'sortKey'?"],
    ["stauts", ["status", "title"], "; did you mean 'status'?"],
    ["zebra", ["status", "title"], ""],
    ["index", ["indexes", "name"], "; did you mean 'indexes'?"],
    ["a", ["b"], "; did you mean 'b'?"],
    ["PK", [], ""],
  ])("%s", (name, known, expected) => {
    expect(didYouMean(name, known)).toBe(expected);
  });
});
