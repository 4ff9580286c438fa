import type { WireItem } from "@keywright/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { wireKeyText } from "../wire-key-text.ts";
import { partFinder } from "./find-part.ts";

const text = fc.constantFrom("", "1", "2", "1,2", "a", "constructor");
const ofType = {
  S: text.map((S) => ({ S })),
  N: fc.constantFrom("0", "1", "2", "12").map((N) => ({ N })),
  B: fc.uint8Array({ maxLength: 2, max: 2 }).map((B) => ({ B })),
};
const type = fc.constantFrom<keyof typeof ofType>("S", "N", "B");

/** Keys of a table, all of the same types, and with any names: two lists of them. */
const keys = fc
  .tuple(type, fc.option(type), fc.constantFrom(["PK", "SK"], ["b", "a"], ["constructor", "toString"]))
  .chain(([first, second, [one = "", other = ""]]) => {
    const key =
      second === null
        ? ofType[first].map((value): WireItem => ({ [one]: value }))
        : fc.tuple(ofType[first], ofType[second]).map(([a, b]): WireItem => ({ [one]: a, [other]: b }));
    return fc.tuple(fc.array(key, { minLength: 1, maxLength: 30 }), fc.array(key, { maxLength: 10 }));
  });

test("each item finds the part with its key and table, and what nobody asked for finds none", () => {
  const tables = fc.array(fc.constantFrom("one", "other"), { minLength: 30, maxLength: 30 });
  fc.assert(
    fc.property(keys, tables, ([all, more], tableOf) => {
      const idOf = (tableName: string, key: WireItem): string => `${tableName} ${wireKeyText(key)}`;
      const parts = new Map(
        all.map((key, i) => {
          const tableName = tableOf[i] ?? "one";
          return [idOf(tableName, key), { tableName, key }];
        }),
      );
      const find = partFinder([...parts.values()]);
      for (const key of [...all, ...more]) {
        for (const tableName of ["one", "other", "none"]) {
          const part = find(tableName, { title: { S: "more than the key" }, ...key });
          expect(part).toBe(parts.get(idOf(tableName, key)));
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("an item without a key belongs to no part", () => {
  const find = partFinder([{ tableName: "one", key: { PK: { S: "" }, SK: { S: "" } } }]);
  expect(find("one", {})).toBeUndefined();
  expect(find("one", { PK: { S: "" } })).toBeUndefined();
  expect(find("one", { PK: { S: "" }, SK: { L: [] } })).toBeUndefined();
});
