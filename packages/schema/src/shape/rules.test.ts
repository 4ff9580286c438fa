import { describe, expect, test } from "vitest";
import * as z from "zod";
import * as mini from "zod/mini";
import { isoDateTime } from "./helper/date.ts";
import { rulesOf, type ShapeRules } from "./rules.ts";
import type { SchemaLike } from "./schema-like.ts";
import { shapeOf } from "./walk.ts";

function rules(schema: SchemaLike): ShapeRules {
  const read = shapeOf(schema);
  if (!("shape" in read)) throw new Error("the schema cannot be stored");
  return rulesOf(read.shape);
}

const nothing: ShapeRules = {
  omittable: false,
  checked: false,
  minLength: undefined,
  maxLength: undefined,
  minimum: undefined,
  maximum: undefined,
  multiplesOf: [],
  formats: [],
  patterns: [],
  prefix: "",
  suffix: "",
  parts: [],
  precision: undefined,
};

describe("what checks say", () => {
  test.each<[string, SchemaLike, Partial<ShapeRules>]>([
    ["nothing", z.string(), {}],
    ["length", z.string().min(2).max(9).min(3), { checked: true, minLength: 3, maxLength: 9 }],
    ["length in mini", mini.string().check(mini.minLength(2)), { checked: true, minLength: 2 }],
    ["an exact length", z.string().length(4), { checked: true, minLength: 4, maxLength: 4 }],
    ["elements", z.array(z.string()).min(1), { checked: true, minLength: 1 }],
    ["members", z.set(z.string()).min(1).max(3), { checked: true, minLength: 1, maxLength: 3 }],
    ["an exact size", z.set(z.string()).size(2), { checked: true, minLength: 2, maxLength: 2 }],
    ["a range", z.number().gt(1).lte(5), { checked: true, minimum: bound(1, false), maximum: bound(5, true) }],
    ["the narrower bound", z.number().gt(1).gte(1).gte(0), { checked: true, minimum: bound(1, false) }],
    ["big ones", z.bigint().gte(3n).multipleOf(3n), { checked: true, minimum: bound(3n, true), multiplesOf: [3n] }],
    ["an integer", z.int(), { checked: true, formats: ["safeint"] }],
    ["a refinement", z.string().refine(() => true), { checked: true }],
    ["an optional one", z.string().optional(), { omittable: true }],
    ["a default", z.string().default("a"), { omittable: true }],
  ])("%s", (_what, schema, expected) => {
    expect(rules(schema)).toEqual({ ...nothing, ...expected });
  });

  function bound(value: number | bigint, inclusive: boolean): ShapeRules["minimum"] {
    return { value, inclusive };
  }
});

test("formats come with their pattern", () => {
  expect(rules(z.email()).formats).toEqual(["email"]);
  expect(rules(z.email()).patterns).toEqual([expect.any(RegExp)]);
  expect(rules(z.string().regex(/^a+$/).regex(/b?/)).patterns).toEqual([/^a+$/, /b?/]);
  expect(rules(z.templateLiteral(["a", z.int()])).patterns).toHaveLength(1);
  expect(rules(z.iso.datetime({ precision: 0 })).precision).toBe(0);
  const codec = shapeOf(isoDateTime());
  expect("shape" in codec && "stored" in codec.shape && rulesOf(codec.shape.stored).precision).toBe(3);
});

test("what text begins and ends with, and contains", () => {
  const { prefix, suffix, parts, patterns } = rules(
    z.string().startsWith("a").startsWith("ab").endsWith("z").includes("-"),
  );
  expect({ prefix, suffix, parts, patterns }).toEqual({ prefix: "ab", suffix: "z", parts: ["-"], patterns: [] });
});
