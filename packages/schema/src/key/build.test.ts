import { describe, expect, it } from "vitest";
import * as z from "zod";
import { isoDateTime } from "../shape/helper/date.ts";
import { sortCondition } from "./sort-condition.ts";
import { makeTemplate, tryTemplate } from "./testing/template-case.ts";

const schemas = {
  a: z.string(),
  b: z.string(),
  n: z.int(),
  day: z.iso.date(),
  at: isoDateTime(),
  id: z.uuid(),
  flag: z.boolean(),
  status: z.enum(["OPEN", "IN#PROGRESS"]),
  list: z.array(z.string()),
  mixed: z.union([z.string(), z.number()]),
  nothing: z.string().nullable(),
  maybe: z.string().optional(),
  bytes: z.unknown(),
};

describe("a key template", () => {
  it.each<[string, RegExp]>([
    ["", /cannot be empty/],
    ["A#{a", /not closed by a '}'/],
    ["A#a}", /has no '\{' before it/],
    ["{}", /names an attribute/],
    ["{{a}", /not closed/],
    ["A#{c}", /no attribute 'c'/],
    ["A#{dya}", /did you mean 'day'/],
    ["A#{a:title}", /no modifier 'title'/],
    ["A#{a:}", /no modifier ''/],
    ["A#{a:escape}", /did you mean 'escaped'/],
    ["A#{a:8}", /only numbers have a width; write \{a\}/],
    ["A#{n:0}", /from 1 to 38/],
    ["A#{n:39}", /from 1 to 38/],
    ["A#{n}", /needs a width to sort as a number: write \{n:8\}.*\{n:text\}/],
    ["A#{n:escaped}", /'escaped' is for strings/],
    ["{n}", /pad the number, such as \{n:8\}/],
    ["{flag}", /stored as BOOL/],
    ["A#{list}", /stored as L/],
    ["A#{mixed}", /stored as S or N/],
    ["A#{nothing}", /may be null/],
    ["A#{bytes}", /stored as anything/],
    ["{a}{b}", /'a' and 'b' stand side by side.*\{a\}#\{b\}/],
    ["{a}{n:3}", /'a' and 'n' stand side by side/],
    ["{status}#{a}", /may be 'IN#PROGRESS', which contains the '#'.*\{status:escaped\}/],
    ["{a:escaped}X{b}", /'a' is escaped and followed by 'X'.*such as '#'/],
    ["{a:escaped}%{b}", /'a' is escaped and followed by '%'.*such as '#'/],
    ["A\ud800#{a}", /half of a character/],
  ])("%j has a problem: %s", (text, problem) => {
    expect(tryTemplate(text, schemas)).toEqual({ template: undefined, problems: [expect.stringMatching(problem)] });
  });

  it("of another type than S is one attribute of this type", () => {
    expect(tryTemplate("A#{n:3}", schemas, { type: "N" }).problems).toEqual([
      expect.stringMatching(/only takes an attribute as it is.*"\{n\}"/),
    ]);
    expect(tryTemplate("{a}", schemas, { type: "N" }).problems).toEqual([
      expect.stringMatching(/'a' is stored as S, and 'SK' is a key attribute of type "N"/),
    ]);
    expect(tryTemplate("{n}", schemas, { type: "N" }).problems).toEqual([]);
  });

  it("of the primary key takes no optional attributes", () => {
    expect(tryTemplate("A#{maybe}", schemas).problems).toEqual([]);
    expect(tryTemplate("A#{maybe}", schemas, { primary: true }).problems).toEqual([
      expect.stringMatching(/'maybe' is optional/),
    ]);
  });

  it("needs no delimiter after values of a fixed width", () => {
    for (const text of ["{day}{a}", "{at}{a}", "{id}{a}", "{n:4}{a}"])
      expect(tryTemplate(text, schemas).problems).toEqual([]);
  });

  it("keeps the order of values of a fixed width, whatever follows them", () => {
    const template = makeTemplate("{at}#{a}", schemas);
    const range = { attribute: "at", range: { gte: { S: "2026-05-01T00:00:00.000Z" } } };
    expect(sortCondition(template, new Map(), range, "Task")).toEqual({
      operator: ">=",
      values: [{ S: "2026-05-01T00:00:00.000Z#" }],
    });
  });

  it("prints numbers without a width in a partition key only", () => {
    expect(tryTemplate("A#{n}", schemas, { role: "partition" }).problems).toEqual([]);
  });

  it("names each attribute once, in order", () => {
    expect(makeTemplate("{b}#{a}#{b}", schemas).attributes).toEqual(["b", "a"]);
  });
});
