import { expect, it } from "vitest";
import { ratiosOf, ratioTable } from "./report.ts";

const rounds = (["get", "put", "update", "query"] as const).flatMap((operation) =>
  [1, 2, 3].map((round) => ({ operation, microseconds: [10 * round, 20 * round * round] })),
);

it("takes the median of ratios of each round", () => {
  const ratios = ratiosOf(["base", "other"], rounds);
  expect(ratios).toHaveLength(4);
  expect(ratios[0]).toEqual({ operation: "get", contender: "other", rounds: 3, lower: 3, median: 4, upper: 5 });
});

it("prints ratios alone", () => {
  const table = ratioTable("base", ratiosOf(["base", "other"], rounds));
  expect(table.split("\n")[2]).toMatch(/^get, other\s+4\.00\s+3\.00 - 5\.00\s+3$/);
});
