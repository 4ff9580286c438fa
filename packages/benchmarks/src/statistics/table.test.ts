import { expect, it } from "vitest";
import { formatTable } from "./table.ts";

it("aligns text left and figures right", () => {
  const rows = [
    ["get", "1.1"],
    ["query of 100", "12.34"],
  ];
  expect(formatTable(["work", "x"], rows).split("\n")).toEqual([
    "work              x",
    "------------  -----",
    "get             1.1",
    "query of 100  12.34",
  ]);
});

it("has a head even without rows", () => {
  expect(formatTable(["a", "b"], [])).toBe("a  b\n-  -");
});

it("refuses a row with a cell too many", () => {
  expect(() => formatTable(["a"], [["1", "2"]])).toThrow("A row has 2 cells, the head has 1");
});
