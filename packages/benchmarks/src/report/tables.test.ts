import { expect, it } from "vitest";
import { type Figure, sampled } from "./figure.ts";
import { formatValue } from "./format.ts";
import { markdownTable, plainTable } from "./tables.ts";

const figure = (subject: string, contender: string, sample: readonly number[]): Figure =>
  sampled({ part: "cpu", subject, contender, unit: "ratio" }, sample);
const figures = [
  figure("get", "DocumentClient", [1]),
  figure("get", "Keywright, sdk", [0.25, 0.5, 0.75]),
  figure("put", "DocumentClient", [1]),
  sampled({ part: "start", subject: "first get", contender: "other", unit: "ratio" }, [9]),
];

it("has a row for each contender and a column for each subject of its part", () => {
  expect(plainTable("cpu", figures).split("\n")).toEqual([
    "cpu                          get   put",
    "--------------  ----------------  ----",
    "DocumentClient              1.00  1.00",
    "Keywright, sdk  0.50 (0.38-0.63)     -",
  ]);
});

it("is a table of a page, too", () => {
  expect(markdownTable("cpu", figures).split("\n")).toEqual([
    "|  | get | put |",
    "| --- | --- | --- |",
    "| DocumentClient | 1.00 | 1.00 |",
    "| **Keywright, sdk** | 0.50 (0.38-0.63) | - |",
  ]);
});

it.each([
  [0.456, "ratio", "0.46"],
  [33.44, "ratio", "33.4"],
  [15_360, "bytes", "15.0 KB"],
  [12.34, "ms", "12.3 ms"],
] as const)("writes %s as %s: %s", (value, unit, expected) => {
  expect(formatValue(value, unit)).toBe(expected);
});
