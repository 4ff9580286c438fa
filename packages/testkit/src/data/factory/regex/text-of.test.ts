import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "../random.ts";
import { textsOf } from "./text-of.ts";

const patterns: readonly RegExp[] = [
  /^a+$/,
  /^[A-Z]{2}-\d{3,5}$/,
  /^(?:red|green|blue)(?: light)?$/i,
  /^[^a-z\s]{3}$/,
  /^[\]\\^-]{4}$/,
  /^(\w)(\w)\2\1$/,
  /^(?<quote>['"]).*?\k<quote>$/,
  /^\p{Lu}\p{Ll}+$/u,
  /^\u{1F600}{2}$/u,
  /^\x41\u0042\t$/,
  /^[\w.+-]+@[\w-]+\.[a-z]{2,}$/,
  /\bword\b/,
  /^(?=.{3,})[a-z]{3,6}$/,
  /^$/,
  /^[а-я]+$/,
  /^.{0,3}$/s,
  /^[\u2400-\u241f]{3}$/,
];

test.each(patterns)("texts of %s match it", (pattern) => {
  const texts = textsOf(pattern);
  if (!texts) throw new Error("the pattern was not read");
  fc.assert(
    fc.property(fc.integer(), fc.nat(40), (seed, stretch) => {
      expect(texts(createRandom(seed), stretch)).toMatch(pattern);
    }),
  );
});

test("texts differ, and those of one seed do not", () => {
  const texts = textsOf(/^[a-z]{8}$/);
  const made = Array.from({ length: 50 }, (_, seed) => texts?.(createRandom(seed), 5));
  expect(new Set(made).size).toBe(50);
  expect(made).toEqual(Array.from({ length: 50 }, (_, seed) => texts?.(createRandom(seed), 5)));
});

test("what repeats without end ends", () => {
  expect(textsOf(/^(?:(?:a{50})*)*$/)?.(createRandom(1), 1000)?.length).toBeLessThan(5000);
});

test("a pattern that no character meets is not read", () => {
  expect(textsOf(/^[^\s\S]$/)).toBeUndefined();
});
