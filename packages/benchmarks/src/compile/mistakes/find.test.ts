import { describe, expect, it } from "vitest";
import { findMistakes, mistakenKinds, programWithMistakes } from "./find.ts";
import { mistakeMark, mistakeNames } from "./mistakes.ts";

const program = new Map([["a.ts", `fine\nwrong ${mistakeMark}one\nwrong ${mistakeMark}two`]]);
const first = "a.ts(2,3): error TS2322: Type 'string' is not assignable.\n";

describe("findMistakes", () => {
  it("tells what was caught from what was not", () => {
    expect(findMistakes(program, first)).toEqual({ caught: ["one"], missed: ["two"] });
  });

  it("fails where something else is refused", () => {
    expect(() => findMistakes(program, `${first}a.ts(1,1): error TS1: Other.\n`)).toThrow("nobody planted in a.ts:1:");
  });

  it("fails where nothing is planted", () => {
    expect(() => findMistakes(new Map([["a.ts", "fine"]]), "")).toThrow("no mistakes");
  });
});

it.each(mistakenKinds)("plants each mistake once that can be made with %s", (kind) => {
  const { missed } = findMistakes(programWithMistakes(kind), "");
  expect(mistakeNames.filter((name) => missed.includes(name))).toHaveLength(missed.length);
  expect(missed.length).toBeGreaterThanOrEqual(mistakeNames.length - 1);
});
