import type { WireItem } from "@keywright/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { wireKeyText, wireKeyTextLike } from "./wire-key-text.ts";

const text = fc.oneof(
  fc.string({ maxLength: 3 }),
  fc.constantFrom("1:aS1:b", "S1:a", "__proto__", "constructor", "S", "1"),
);
const value = fc.oneof(
  fc.record({ S: text }),
  fc.record({ N: fc.integer().map(String) }),
  fc.record({ B: fc.uint8Array({ maxLength: 2 }) }),
);
const key = fc.dictionary(text, value, { minKeys: 1, maxKeys: 2 }) as fc.Arbitrary<WireItem>;

const canonical = (item: WireItem): string =>
  JSON.stringify(
    Object.entries(item)
      .map(([name, stored]) => [name, "B" in stored ? { B: [...stored.B] } : stored])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );

test("keys have the same text if they are the same, in whatever order their attributes come", () => {
  fc.assert(
    fc.property(key, key, (a, b) => {
      expect(wireKeyText(a) === wireKeyText(b)).toBe(canonical(a) === canonical(b));
      expect(wireKeyText(Object.fromEntries(Object.entries(a).reverse()))).toBe(wireKeyText(a));
    }),
    { numRuns: 500 },
  );
});

test("an item has the text of its key", () => {
  fc.assert(
    fc.property(key, key, (like, rest) => {
      const item = Object.fromEntries([...Object.entries(rest), ...Object.entries(like)]);
      expect(wireKeyTextLike(item, like)).toBe(wireKeyText(like));
    }),
  );
});

test("an item without the key has another", () => {
  const like: WireItem = Object.fromEntries([["constructor", { S: "a" }]]);
  expect(wireKeyTextLike({}, like)).not.toBe(wireKeyText(like));
});
