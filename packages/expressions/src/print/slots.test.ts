import type { AttributeValue } from "@keywright/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createSlots } from "./slots.ts";
import { wireKey } from "./wire-key.ts";

const scalar: fc.Arbitrary<AttributeValue> = fc.oneof(
  fc.nat(12).map((n) => ({ S: String(n) })),
  fc.nat(12).map((n) => ({ N: String(n) })),
);
const value: fc.Arbitrary<AttributeValue> = fc.oneof(
  { weight: 3, arbitrary: scalar },
  fc.boolean().map((BOOL) => ({ BOOL })),
  fc.constant<AttributeValue>({ NULL: true }),
  fc.uint8Array({ maxLength: 1, max: 2 }).map((B) => ({ B })),
  fc.uniqueArray(fc.constantFrom("a", "b"), { minLength: 1 }).map((SS) => ({ SS })),
  fc.array(scalar, { maxLength: 1 }).map((L) => ({ L })),
  fc.dictionary(fc.constantFrom("a", "b"), scalar).map((M) => ({ M })),
);

test("values have one slot where they are equal, however many there are", () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), (given) => {
      const slots = createSlots();
      const seen = new Map<string, number>();
      for (const each of given) {
        const known = seen.get(wireKey(each)) ?? seen.size;
        seen.set(wireKey(each), known);
        expect(slots.slotOf(each)).toBe(known);
      }
      expect(slots.values.map(wireKey)).toEqual([...seen.keys()]);
    }),
    { numRuns: 200 },
  );
});
