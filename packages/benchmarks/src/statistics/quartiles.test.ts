import { describe, expect, it } from "vitest";
import { median, quantile, quartiles } from "./quartiles.ts";

describe("quartiles", () => {
  it("takes the middle of an odd sample in any order, and as numbers", () => {
    expect(median([10, 9, 100])).toBe(10);
  });

  it("takes the mean of the two in the middle of an even sample", () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it("interpolates between neighbours", () => {
    expect(quartiles([1, 2, 3, 4, 5])).toEqual({ lower: 2, median: 3, upper: 4 });
    expect(quantile([0, 10], 0.25)).toBe(2.5);
  });

  it("gives the only value of a sample of one", () => {
    expect(quartiles([7])).toEqual({ lower: 7, median: 7, upper: 7 });
  });

  it("leaves the sample as it is", () => {
    const sample = [3, 1, 2];
    median(sample);
    expect(sample).toEqual([3, 1, 2]);
  });

  it("refuses samples without quantiles", () => {
    expect(() => median([])).toThrow(RangeError);
    expect(() => median([1, Number.NaN])).toThrow(RangeError);
  });
});
