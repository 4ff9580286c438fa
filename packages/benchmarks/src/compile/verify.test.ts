import { expect, it } from "vitest";
import { programWithMistakes } from "./program.ts";
import { mistakePlaces } from "./verify.ts";

it("finds the lines that are marked", () => {
  const program = new Map([
    ["b.ts", "ok\nwrong // mistake\n"],
    ["a.ts", "wrong // mistake\n// mistake or not\n"],
  ]);
  expect(mistakePlaces(program)).toEqual(["a.ts:1", "b.ts:2"]);
});

it("plants a mistake for each operation and one for a result", () => {
  expect(mistakePlaces(programWithMistakes())).toHaveLength(7);
});
