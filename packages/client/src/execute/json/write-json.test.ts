import fc from "fast-check";
import { expect, test } from "vitest";
import { item, onTheWire } from "./test-support.ts";
import { writeJson } from "./write-json.ts";

test("what is written is what JSON.stringify writes, byte by byte", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.string({ unit: "grapheme-ascii", maxLength: 200 }),
    fc.constantFrom("\u007f", '"', "\\", "\n", "é", "\ud800", "😀", "x".repeat(65)),
  );
  const items = fc.record({
    Items: fc.array(item, { maxLength: 3 }),
    text,
    texts: fc.dictionary(
      text.map((name) => `#${name}`),
      text,
    ),
  });
  fc.assert(
    fc.property(items, (any) => {
      expect(writeJson(any).toString()).toBe(JSON.stringify(onTheWire(any)));
    }),
    { numRuns: 500 },
  );
});

test("texts of any length are written, and what was written before stays as it is", () => {
  const before = writeJson({ a: { S: "before" } });
  const lengths = [0, 1, 63, 64, 65, 1_000, 65_534, 65_535, 65_536, 65_537, 200_000, 2_000_000];
  for (const ending of ["", "é", '"', "\u0000", "😀"]) {
    for (const length of lengths) {
      const values = { a: "x".repeat(length) + ending, b: { B: new Uint8Array(length) }, c: [length, true, "end"] };
      const written = writeJson(values);
      expect(written.equals(Buffer.from(JSON.stringify(onTheWire(values))))).toBe(true);
    }
  }
  expect(before.toString()).toBe('{"a":{"S":"before"}}');
});

test("names are written whatever was expected: others, more than are kept, and long ones", () => {
  const inOrder = { a: { S: "1" }, b: { N: "2" }, c: { BOOL: true } };
  const others = { b: { N: "2" }, a: { M: { b: { L: [{ M: { c: { NULL: true } } }, { M: {} }] } } } };
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`name ${i}`, { S: "x" }]));
  const long = { ["x".repeat(256)]: { S: "x" }, ["x".repeat(70_000)]: { ["y".repeat(256)]: 1 }, é: 1, '"': 1, "": 1 };
  for (const value of [inOrder, others, inOrder, many, long, many, others, long, inOrder]) {
    expect(writeJson(value).toString()).toBe(JSON.stringify(value));
  }
});
