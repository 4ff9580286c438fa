import { expect, it } from "vitest";
import { costOf, errorPlaces } from "./diagnostics.ts";

it("reads instantiations and check time", () => {
  const output = "Types:            120\nInstantiations:  13973\nParse time:      0.31s\nCheck time:     0.456s\n";
  expect(costOf(output)).toEqual({ instantiations: 13_973, checkSeconds: 0.456 });
});

it("refuses output without them", () => {
  expect(() => costOf("Check time: 0.4s\n")).toThrow('reports no "Instantiations"');
});

it("finds each line with errors once, and not the lines that explain one", () => {
  const output = [
    "b.ts(12,3): error TS2322: Type 'string' is not assignable.",
    "  c.ts(1,1): error TS1: quoted",
    "b.ts(12,9): error TS2345: Another on the same line.",
    "a.ts(3,1): error TS2554: Expected 1 argument.",
  ].join("\n");
  expect(errorPlaces(output)).toEqual(["a.ts:3", "b.ts:12"]);
});
