import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalNumber, readNumber } from "./number.ts";

const texts = fc.oneof(
  fc.integer().map(String),
  fc.maxSafeInteger().map(String),
  fc.bigInt().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => canonicalNumber(String(value)) ?? "0"),
  fc.stringMatching(/^-?0*\d{1,17}(\.\d{0,4})?$/),
  fc.string({ unit: fc.constantFrom(..."0123456789-+.eExb "), maxLength: 18 }),
);

test("a stored number is read as the number that it is, or not at all", () => {
  let read = 0;
  fc.assert(
    fc.property(texts, (text) => {
      const value = readNumber(text);
      if (value === undefined) return;
      read++;
      expect(Object.is(value, -0)).toBe(false);
      expect(value).toBe(Number(text) === 0 ? 0 : Number(text));
      if (value !== 0) expect(canonicalNumber(String(value))).toBe(canonicalNumber(text));
    }),
    { numRuns: 3000 },
  );
  expect(read).toBeGreaterThan(500);
});

test("up to 15 digits are always read", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^-?\d{1,14}$/), (text) => {
      expect(readNumber(text)).toBe(Number(text) === 0 ? 0 : Number(text));
    }),
  );
});

test.each(["", "-", "1e", " 1", "1 ", "0x1", "9007199254740993", "Infinity", "NaN", "--1", "1.2.3"])(
  "%j is not read",
  (text) => {
    expect(readNumber(text)).toBeUndefined();
  },
);
