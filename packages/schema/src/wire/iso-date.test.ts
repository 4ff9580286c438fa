import fc from "fast-check";
import { expect, test } from "vitest";
import { readIsoDate } from "./iso-date.ts";

const part = (size: number, most: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(size, "0"));

/** Texts in the spelling of dates, of which some are none. */
const spelled = fc
  .tuple(part(4, 9999), part(2, 13), part(2, 32), part(2, 25), part(2, 61), part(2, 61), part(3, 999))
  .map(
    ([year, month, day, hour, minute, second, rest]) => `${year}-${month}-${day}T${hour}:${minute}:${second}.${rest}Z`,
  );

const damaged = fc
  .tuple(spelled, fc.nat({ max: 23 }), fc.string({ unit: "grapheme", minLength: 0, maxLength: 2 }))
  .map(([text, at, by]) => text.slice(0, at) + by + text.slice(at + 1));

const real = fc.date({ noInvalidDate: true }).map((date) => date.toISOString());

test("reads what new Date reads, and nothing else", () => {
  fc.assert(
    fc.property(fc.oneof(real, spelled, damaged, fc.string()), (text) => {
      expect(readIsoDate(text).getTime()).toBe(new Date(text).getTime());
    }),
    { numRuns: 5000 },
  );
});

test.each([
  "2024-02-29T00:00:00.000Z",
  "2023-02-29T00:00:00.000Z",
  "0000-01-01T00:00:00.000Z",
  "0099-12-28T23:59:59.999Z",
])("%s is what new Date says it is", (text) => {
  expect(readIsoDate(text).getTime()).toBe(new Date(text).getTime());
});
