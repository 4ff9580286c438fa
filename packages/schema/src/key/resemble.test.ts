import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { ValidationError } from "../error/validation-error.ts";
import { readKey } from "./read.ts";
import { renderKey } from "./render.ts";
import { resemblesKey } from "./resemble.ts";
import { hostileText, makeTemplate, templateCase } from "./testing/template-case.ts";

describe("a text with the literals of a template", () => {
  it("is every key of the template, and every text with other values in their places", () => {
    fc.assert(
      fc.property(
        templateCase.chain(({ template, values }) => fc.tuple(fc.constant(template), values, fc.array(hostileText))),
        ([template, values, texts]) => {
          const S = template.parts.map((part, i) => (part.kind === "literal" ? part.text : (texts[i] ?? ""))).join("");
          expect(resemblesKey(template, { S })).toBe(true);
          try {
            const key = renderKey(template, (name) => values.get(name), "Task");
            if (key) expect(resemblesKey(template, key)).toBe(true);
          } catch (error) {
            if (!ValidationError.isInstance(error)) throw error;
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is any text that is read back", () => {
    fc.assert(
      fc.property(templateCase, fc.string({ maxLength: 12 }), ({ template }, S) => {
        if (readKey(template, { S })) expect(resemblesKey(template, { S })).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["A#{a}#B#{b}", "A#1#B#2", true],
    ["A#{a}#B#{b}", "A#1#B##B#2", true],
    ["A#{a}#B#{b}", "A#1#C#2", false],
    ["A#{a}#B#{b}", "xA#1#B#2", false],
    ["A#{a}#B", "A#1#B", true],
    ["A#{a}#B", "A#1#Bx", false],
    ["A#{a}#A#", "A#A#", false],
    ["A#{a}#A#", "A##A#", true],
    ["ALL", "ALL", true],
    ["ALL", "ALLE", false],
    ["{a}#", "#", true],
    ["{a}", "", true],
  ])("of %s: %s %s", (text, S, expected) => {
    const template = makeTemplate(text, { a: z.string(), b: z.string() });
    expect(resemblesKey(template, { S })).toBe(expected);
    expect(resemblesKey(template, { N: "1" })).toBe(false);
  });
});
