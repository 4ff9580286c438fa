import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { defineModel } from "../entity/define-model.ts";
import { defineTable } from "../table/define-table.ts";
import { isKeyOf, readKey } from "./read.ts";
import type { KeyTemplate } from "./template.ts";

const schema = z.object({ a: z.string(), b: z.string(), n: z.int(), kind: z.enum(["x", "yy"]), day: z.iso.date() });

function templateOf(text: string): KeyTemplate {
  const table = defineTable({ name: "Things", partitionKey: { PK: "S" }, sortKey: { SK: "S" } });
  const [, template] = defineModel({
    name: "Thing",
    table,
    schema,
    key: { PK: "P#{a}#{b:escaped}#{n}#{kind}", SK: text },
  }).key;
  if (template === undefined) throw new Error("there is a sort key");
  return template;
}

const texts = [
  "A#{a}",
  "A#{a}#B#{b}",
  "{a}",
  "A#{a}#A#{a}",
  "N#{n:4}",
  "K#{kind}#{a}",
  "D#{day}#{a}",
  "L#{a:lower}",
  "E#{a:escaped}#{b}",
];

describe.each(texts)("%s", (text) => {
  const template = templateOf(text);
  const parts = fc.constantFrom(
    "A#",
    "#A#",
    "#B#",
    "N#",
    "K#",
    "D#",
    "L#",
    "E#",
    "#",
    "",
    "x",
    "yy",
    "0042",
    "2030-01-02",
    "ada",
    "Ada",
    "%23",
  );
  const key = fc.array(parts, { maxLength: 7 }).map((all) => all.join(""));

  test("isKeyOf says whether readKey reads it", () => {
    fc.assert(
      fc.property(key, (S) => {
        expect(isKeyOf(template, { S })).toBe(readKey(template, { S }) !== undefined);
      }),
      { numRuns: 500 },
    );
    expect(isKeyOf(template, { N: "1" })).toBe(readKey(template, { N: "1" }) !== undefined);
  });
});
