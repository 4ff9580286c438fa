import { expect, test } from "vitest";
import { interleave, type Rounds } from "./measure.ts";
import { ratioTable, timeTable } from "./report.ts";

const rounds: Rounds = new Map([
  ["base", [10, 20, 40]],
  ["other", [5, 5, 5]],
]);

test("times are told by median and quartiles", () => {
  expect(timeTable("What", rounds).split("\n").slice(2)).toEqual([
    "base         20.0  15.0 - 30.0       3",
    "other         5.0    5.0 - 5.0       3",
  ]);
});

test("ratios are taken round by round", () => {
  const [head, , row, ...rest] = ratioTable("What", rounds).split("\n");
  expect(head).toMatch(/^What, base = 1/);
  expect(row).toMatch(/^other\s+0\.25\s+0\.19 - 0\.38\s+3$/);
  expect(rest).toEqual([]);
});

test("every subject has its turn in each round, and the round before the first is not counted", async () => {
  const turns: string[] = [];
  const subject = (name: string) => async () => {
    turns.push(name);
    return { [name]: turns.length };
  };
  const result = await interleave([subject("a"), subject("b")], 5);
  expect([...result].map(([name, sample]) => [name, sample.length])).toEqual([
    ["a", 5],
    ["b", 5],
  ]);
  for (let round = 0; round < 12; round += 2) expect(turns.slice(round, round + 2).sort()).toEqual(["a", "b"]);
  expect([...result.values()].flat()).not.toContain(1);
});
