import { ValidationError, type WireItem } from "@keywright/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Member } from "./claims/test-support.ts";
import { checkDistinct, type Subject } from "./several.ts";
import { wireKeyText } from "./wire-key-text.ts";

const { model } = Member;
const text = fc.constantFrom("a", "b", "1");
const value = fc.oneof(
  text.map((S) => ({ S })),
  fc.constantFrom("1", "2").map((N) => ({ N })),
  fc.constantFrom([1], [2]).map((bytes) => ({ B: Uint8Array.from(bytes) })),
);
const key: fc.Arbitrary<WireItem> = fc.oneof(
  value.map((PK) => ({ PK })),
  fc.tuple(value, value).map(([PK, SK]) => ({ PK, SK })),
  fc.tuple(value, value).map(([PK, SK]) => ({ SK, PK })),
);
const subjects = fc.array(fc.record({ key, tableName: fc.constantFrom("T", "U") }), { maxLength: 6 });

/** The first operation that is about an item of an earlier one, and that one. */
function repeated(all: readonly Subject[]): readonly [number, number] | undefined {
  const seen = new Map<string, number>();
  for (const { tableName, key: each, position } of all) {
    const id = `${tableName} ${wireKeyText(each)}`;
    const before = seen.get(id);
    if (before !== undefined) return [before, position];
    seen.set(id, position);
  }
  return undefined;
}

test("operations on one item are found, however much keys have in common", () => {
  let found = 0;
  fc.assert(
    fc.property(subjects, (given) => {
      const all = given.map((each, position): Subject => ({ ...each, position, model }));
      const expected = repeated(all);
      if (expected === undefined) return checkDistinct(all, undefined, "do one");
      found += 1;
      expect(() => checkDistinct(all, undefined, "do one")).toThrow(ValidationError);
      expect(() => checkDistinct(all, undefined, "do one")).toThrow(`${expected[0]} and ${expected[1]} are about`);
    }),
    { numRuns: 500 },
  );
  expect(found).toBeGreaterThan(20);
});
