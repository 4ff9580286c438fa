import { expect, test } from "vitest";
import { canonicalNumber, numberProblem, numberSize, readNumber } from "./number.ts";
import { itemSize, utf8Length, valueSize } from "./size.ts";

test.each([
  ["1", 2],
  ["12", 2],
  ["123", 3],
  ["12345678901234567890123456789012345678", 20],
  ["0042", 2],
  ["100", 2],
  ["1010", 3],
  ["0.0000001", 2],
  ["1E125", 2],
  ["1.5", 3],
  ["1.234", 4],
  ["3.14159", 5],
  ["100.5", 4],
  ["0.15", 2],
  ["-42", 3],
  ["-12345", 5],
  ["-0", 1],
  ["0", 1],
])("the number %s counts for %i bytes", (text, bytes) => {
  expect(numberSize(text)).toBe(bytes);
});

test("an item counts for its names and values", () => {
  expect(itemSize({ "shirt-color": { S: "R" }, "shirt-size": { S: "M" } })).toBe(23);
  expect(itemSize({})).toBe(0);
});

test("each type counts as the service counts it", () => {
  expect(valueSize({ S: "" })).toBe(0);
  expect(valueSize({ S: "é😀" })).toBe(6);
  expect(valueSize({ B: new Uint8Array(5) })).toBe(5);
  expect(valueSize({ BOOL: false })).toBe(1);
  expect(valueSize({ NULL: true })).toBe(1);
  expect(valueSize({ SS: ["a", "bc"] })).toBe(3);
  expect(valueSize({ NS: ["1", "-12345"] })).toBe(7);
  expect(valueSize({ BS: [new Uint8Array(2), new Uint8Array(3)] })).toBe(5);
  expect(valueSize({ L: [] })).toBe(3);
  expect(valueSize({ M: {} })).toBe(3);
  expect(valueSize({ L: [{ S: "a" }, { N: "1" }] })).toBe(3 + 2 + 3);
  expect(valueSize({ M: { ab: { S: "c" } } })).toBe(3 + 2 + 1 + 1);
});

test("lengths are those of UTF-8", () => {
  for (const text of ["", "a", "ß", "€", "😀", "a😀b€"]) expect(utf8Length(text)).toBe(Buffer.byteLength(text));
});

test.each([
  ["0042", "42"],
  ["1.200", "1.2"],
  ["1.5E2", "150"],
  ["-0", "0"],
  ["1e-3", "0.001"],
  [".5", "0.5"],
  ["5.", "5"],
  ["+1", "1"],
  ["00", "0"],
  ["", undefined],
  ["1x", undefined],
  [" 1", undefined],
  [".", undefined],
  ["0x1", undefined],
])("%s is spelled %s", (text, canonical) => {
  expect(canonicalNumber(text)).toBe(canonical);
});

test("38 digits and the range of exponents are the limit", () => {
  expect(numberProblem("9".repeat(38))).toBeUndefined();
  expect(numberProblem("9".repeat(39))).toContain("39");
  expect(numberProblem(`1${"0".repeat(60)}`)).toBeUndefined();
  expect(numberProblem("1E125")).toBeUndefined();
  expect(numberProblem("1E126")).toContain("range");
  expect(numberProblem("1E-130")).toBeUndefined();
  expect(numberProblem("1E-131")).toContain("range");
});

test("a stored number is read as a number only where that is exact", () => {
  expect(readNumber("0.1")).toBe(0.1);
  expect(readNumber("9007199254740991")).toBe(Number.MAX_SAFE_INTEGER);
  expect(readNumber("9007199254740992")).toBeUndefined();
  expect(readNumber("0.30000000000000004")).toBe(0.1 + 0.2);
  expect(readNumber("0.1234567890123456789")).toBeUndefined();
  expect(readNumber("1E400")).toBeUndefined();
  expect(Object.is(readNumber("-0"), 0)).toBe(true);
});
