import { expect, it } from "vitest";
import { logScale } from "./scale.ts";

it("gives what is twice as much the same distance everywhere", () => {
  const { at, ticks } = logScale([0.12, 33], 300);
  expect(at(0.4) - at(0.2)).toBeCloseTo(at(20) - at(10));
  expect(at(1)).toBeLessThan(at(2));
  expect(ticks).toEqual([0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50]);
  expect(at(0.1)).toBeCloseTo(0);
  expect(at(50)).toBeCloseTo(300);
});

it("has width even for one value", () => {
  const { at, ticks } = logScale([1], 100);
  expect(ticks.length).toBeGreaterThan(1);
  expect(at(1)).toBe(0);
});

it("refuses what has no logarithm", () => {
  expect(() => logScale([], 100)).toThrow(RangeError);
  expect(() => logScale([1, 0], 100)).toThrow(RangeError);
  expect(() => logScale([1], 100).at(-1)).toThrow(RangeError);
});
