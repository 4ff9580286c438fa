import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Problem } from "../world/problem.ts";
import { nearest } from "./did-you-mean.ts";
import { parse } from "./parse.ts";

const options = {
  model: { type: "list", value: "<file>", help: "" },
  json: { type: "flag", help: "" },
  segments: { type: "number", value: "<n>", help: "" },
  form: { type: "text", oneOf: ["table", "global"], help: "" },
} as const;

function problem(...args: readonly string[]): string {
  try {
    parse(args, options);
  } catch (error) {
    if (Problem.isInstance(error)) return error.message;
    throw error;
  }
  return "none";
}

describe("parse", () => {
  test("reads options of all kinds, and what is none", () => {
    const args = [
      "Task",
      "--model",
      "a.ts",
      "--json",
      "--segments=4",
      "--model=b=c.ts",
      "--form",
      "global",
      "--",
      "--x",
    ];
    expect(parse(args, options)).toEqual({
      values: { model: ["a.ts", "b=c.ts"], json: true, segments: 4, form: "global" },
      positionals: ["Task", "--x"],
    });
  });

  test.each([
    [["--modle", "x"], "There is no option --modle. Did you mean --model?"],
    [["--toString"], "There is no option --toString."],
    [["-j"], "There is no option -j."],
    [["--json=yes"], "--json takes no value."],
    [["--json", "--json"], "--json is there twice."],
    [["--model"], "--model needs a value: --model <file>."],
    [["--model", "--json"], "--model needs a value: --model <file>."],
    [["--segments", "four"], "--segments takes a number."],
    [["--form", "globl"], "--form takes table, global. Did you mean global?"],
  ])("%j is refused", (args, message) => {
    expect(problem(...args)).toBe(message);
  });

  test("whatever is given, it is read or refused", () => {
    const word = fc.oneof(fc.constantFrom("--model", "--json", "--segments", "--form", "--", "-x", "4"), fc.string());
    fc.assert(fc.property(fc.array(word), (args) => typeof problem(...args) === "string"));
  });
});

test.each([
  ["decribe", "describe"],
  ["plna", "plan"],
  ["aply", "apply"],
  ["zzz", undefined],
  ["DESCRIBE", "describe"],
])("next to %s is %s", (word, name) => {
  expect(nearest(word, ["describe", "plan", "apply"])).toBe(name);
});
