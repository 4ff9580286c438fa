import { expect, it } from "vitest";
import { exact, ratios } from "./figure.ts";

const rounds = [1, 2, 4].map(
  (factor) =>
    new Map([
      ["base", 10 * factor],
      ["other", 5 * factor * factor],
    ]),
);

it("takes ratios round by round", () => {
  expect(ratios("cpu", "get", "base", rounds)).toEqual([
    { part: "cpu", subject: "get", contender: "base", unit: "ratio", rounds: 3, lower: 1, median: 1, upper: 1 },
    { part: "cpu", subject: "get", contender: "other", unit: "ratio", rounds: 3, lower: 0.75, median: 1, upper: 1.5 },
  ]);
});

it("refuses rounds that lack someone", () => {
  expect(() => ratios("cpu", "get", "nobody", rounds)).toThrow("lacks nobody");
  expect(() => ratios("cpu", "get", "base", [...rounds, new Map([["base", 1]])])).toThrow("lacks other");
});

it("has no quartiles of what is always the same", () => {
  expect(exact({ part: "bundle", subject: "everything", contender: "a", unit: "bytes" }, 7)).toMatchObject({
    lower: 7,
    median: 7,
    upper: 7,
  });
});
