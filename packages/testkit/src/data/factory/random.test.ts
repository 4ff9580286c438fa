import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "./random.ts";

const seed = fc.oneof(fc.integer(), fc.string());

describe("random values", () => {
  test("are within their bounds, however far apart these are", () => {
    const ends = fc.tuple(fc.maxSafeInteger(), fc.maxSafeInteger());
    const bigEnds = fc.tuple(
      fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
      fc.bigInt({ min: 0n, max: 10n ** 40n }),
    );
    fc.assert(
      fc.property(seed, ends, bigEnds, (from, [a, b], [low, span]) => {
        const random = createRandom(from);
        const [least, greatest] = [Math.min(a, b), Math.max(a, b)];
        const whole = random.integer(least, greatest);
        expect(Number.isSafeInteger(whole) && whole >= least && whole <= greatest).toBe(true);
        const big = random.bigint(low, low + span);
        expect(big >= low && big <= low + span).toBe(true);
        const next = random.next();
        expect(next >= 0 && next < 1).toBe(true);
        expect(random.id(12)).toMatch(/^[a-z0-9]{12}$/);
      }),
    );
  });

  test("are the same for the same seed, and differ for seeds that differ in a part", () => {
    const draw = (...parts: (string | number)[]): number[] => {
      const random = createRandom(...parts);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(draw(1, "Task", 2)).toEqual(draw(1, "Task", 2));
    const others = [draw(1, "Task", 3), draw("1", "Task", 2), draw(1, "Tas", "k", 2), draw(2, "Task", 1), draw(1)];
    expect(new Set([draw(1, "Task", 2), ...others].map(String)).size).toBe(6);
  });

  test("reach both ends, and everything between", () => {
    const random = createRandom("dice");
    const thrown = Array.from({ length: 6000 }, () => random.integer(1, 6));
    for (const face of [1, 2, 3, 4, 5, 6]) {
      const share = thrown.filter((each) => each === face).length;
      expect(Math.abs(share - 1000)).toBeLessThan(150);
    }
    expect(new Set(Array.from({ length: 200 }, () => random.pick(["a", "b", "c"])))).toEqual(new Set(["a", "b", "c"]));
    expect(Array.from({ length: 1000 }, () => random.chance(0.2)).filter(Boolean).length).toBeLessThan(280);
    expect(() => random.pick([])).toThrow(RangeError);
  });
});
