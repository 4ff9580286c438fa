import { expect, test } from "vitest";
import { pauseLength } from "./pause.ts";

test("pauses grow by half up to the cap, and vary by a quarter", () => {
  for (let attempt = 0; attempt < 200; attempt++) {
    const base = Math.min(20_000, 20 * 1.5 ** attempt);
    expect(pauseLength(attempt, {}, 0)).toBeCloseTo(base * 0.75);
    expect(pauseLength(attempt, {}, 0.5)).toBeCloseTo(base);
    expect(pauseLength(attempt, {}, 0.999)).toBeLessThanOrEqual(20_000);
    expect(pauseLength(attempt, {}, 0.999)).toBeGreaterThanOrEqual(base * 0.75);
  }
});

test("start and cap are the caller's", () => {
  expect(pauseLength(0, { startMs: 1000, capMs: 3000 }, 0.5)).toBe(1000);
  expect(pauseLength(9, { startMs: 1000, capMs: 3000 }, 0.5)).toBe(3000);
});
