import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { ValidationError } from "../error/validation-error.ts";
import { bytes } from "../shape/helper/bytes.ts";
import type { AttributeValue } from "../wire/attribute-value.ts";
import { isCase } from "./format.ts";
import { readKey } from "./read.ts";
import { renderKey } from "./render.ts";
import { makeTemplate, type Stored, templateCase } from "./testing/template-case.ts";
import { inCase } from "./text.ts";

function render(template: Parameters<typeof renderKey>[0], values: Stored): AttributeValue | "empty" | undefined {
  try {
    return renderKey(template, (name) => values.get(name), "Task");
  } catch (error) {
    if (ValidationError.isInstance(error) && error.issues.every(({ code }) => code === "empty_key")) return "empty";
    throw error;
  }
}

function issuesOf(action: () => unknown): string[] {
  try {
    action();
  } catch (error) {
    if (ValidationError.isInstance(error))
      return error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
    throw error;
  }
  return [];
}

describe("keys made by a template", () => {
  it("are read back", () => {
    fc.assert(
      fc.property(
        templateCase.chain(({ template, kinds, values }) => values.map((value) => ({ template, kinds, value }))),
        ({ template, kinds, value }) => {
          const key = render(template, value);
          if (key === "empty") return;
          expect(key).toBeDefined();
          const cased = new Map(
            template.attributes.map((name) => {
              const stored = value.get(name);
              const kind = kinds.get(name);
              return [name, isCase(kind) && stored && "S" in stored ? { S: inCase(stored.S, kind) } : stored];
            }),
          );
          expect(readKey(template, key as AttributeValue)).toEqual(cased);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it("are different for different attributes", () => {
    fc.assert(
      fc.property(
        templateCase
          .filter(({ kinds }) => ![...kinds.values()].some(isCase))
          .chain(({ template, values }) => fc.tuple(values, values).map(([a, b]) => ({ template, a, b }))),
        ({ template, a, b }) => {
          const same = JSON.stringify([...a]) === JSON.stringify([...b]);
          const keys = [render(template, a), render(template, b)];
          if (!keys.includes("empty")) expect(JSON.stringify(keys[0]) === JSON.stringify(keys[1])).toBe(same);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it("print a boolean in upper case, and a number as it is", () => {
    const template = makeTemplate("{b:upper}#{n:upper}#{c:lower}", { b: z.boolean(), n: z.number(), c: z.boolean() });
    const values: Stored = new Map([
      ["b", { BOOL: true }],
      ["n", { N: "1.50" }],
      ["c", { BOOL: false }],
    ]);
    const key = render(template, values);
    expect(key).toEqual({ S: "TRUE#1.5#false" });
    expect(readKey(template, key as AttributeValue)).toEqual(new Map([...values, ["n", { N: "1.5" }]]));
    expect(readKey(template, { S: "true#1.5#false" })).toBeUndefined();
  });

  it("are absent where an attribute is", () => {
    const template = makeTemplate("A#{a}#{b}", { a: z.string(), b: z.string().optional() });
    expect(render(template, new Map([["a", { S: "1" }]]))).toBeUndefined();
  });

  it("keep the type of a raw attribute", () => {
    for (const [type, schema, value] of [
      ["S", z.string(), { S: "x" }],
      ["N", z.number(), { N: "-1.5" }],
      ["B", bytes(), { B: new Uint8Array([1, 2]) }],
    ] as const) {
      const template = makeTemplate("{a}", { a: schema }, { type });
      expect(render(template, new Map([["a", value]]))).toEqual(value);
      expect(readKey(template, value)).toEqual(new Map([["a", value]]));
    }
  });

  it("take numbers of literals as they are stored", () => {
    const template = makeTemplate("A#{n}", { n: z.literal([1e21, 1e-7]) }, { role: "partition" });
    expect(render(template, new Map([["n", { N: "0.0000001" }]]))).toEqual({ S: "A#0.0000001" });
    expect(render(template, new Map([["n", { N: "1000000000000000000000" }]]))).toEqual({
      S: "A#1000000000000000000000",
    });
  });

  it("are recognised in another spelling of a number", () => {
    const template = makeTemplate("{n}", { n: z.number() }, { type: "N" });
    expect(readKey(template, { N: "1.50" })).toEqual(new Map([["n", { N: "1.5" }]]));
  });

  it("are refused before a request, naming attribute, template and remedy", () => {
    const schemas = { a: z.string(), b: z.string(), n: z.int(), d: z.iso.date() };
    const on = (text: string, values: Record<string, AttributeValue>, role: "partition" | "sort" = "sort"): string[] =>
      issuesOf(() => renderKey(makeTemplate(text, schemas, { role }), (name) => values[name], "Task"));
    expect(on("A#{a}#{b}", { a: { S: "x#y" }, b: { S: "" } })).toEqual([
      expect.stringMatching(/^a contains '#'.*'A#\{a\}#\{b\}' \(SK\).*\{a:escaped\}/),
    ]);
    expect(on("{a}", { a: { S: "" } })).toEqual([expect.stringMatching(/^a is empty.*SK \('\{a\}'\)/)]);
    for (const N of ["1000", "-1", "1.5", "1000000000000000000000000"])
      expect(on("{n:3}", { n: { N } })).toEqual([
        expect.stringMatching(/^n must be a whole number from 0 with at most 3/),
      ]);
    expect(on("A#{d}", { d: { S: "+010000-01-01" } })).toEqual([expect.stringMatching(/^d is not a date/)]);
    expect(on("A#{n:3}#{d}", { n: { N: "x" }, d: { S: "" } })).toHaveLength(2);
  });

  it("never carry the value of an attribute into a message", () => {
    const template = makeTemplate("A#{a}#", { a: z.string() });
    const text = issuesOf(() => renderKey(template, () => ({ S: "secret#" }), "Task")).join();
    expect(text).not.toBe("");
    expect(text).not.toContain("secret");
  });
});
