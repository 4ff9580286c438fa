import { describe, expect, test } from "vitest";
import * as z from "zod";
import * as mini from "zod/mini";
import { bytes } from "./helper/bytes.ts";
import { epochSeconds, isoDateTime } from "./helper/date.ts";
import { decimal } from "./helper/decimal.ts";
import { childShape, elementShape } from "./navigate.ts";
import type { SchemaLike } from "./schema-like.ts";
import type { Shape } from "./shape.ts";
import { storedTypes } from "./stored-type.ts";
import { shapeOf } from "./walk.ts";

function shape(schema: SchemaLike): Shape {
  const result = shapeOf(schema);
  if ("problems" in result)
    throw new Error(result.problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  return result.shape;
}

function problems(schema: SchemaLike): { [path: string]: string } {
  const result = shapeOf(schema);
  return "problems" in result ? Object.fromEntries(result.problems.map(({ path, message }) => [path, message])) : {};
}

describe("schemas that DynamoDB can hold", () => {
  test.each<[string, SchemaLike, string[]]>([
    ["string", z.string(), ["S"]],
    ["string format", z.email(), ["S"]],
    ["template literal", z.templateLiteral(["a", z.int()]), ["S"]],
    ["enum", z.enum(["a"]), ["S"]],
    ["numeric enum", z.enum({ low: 0, high: 1 } as const), ["N"]],
    ["literals of several types", z.literal(["a", 1, true, null]), ["S", "N", "BOOL", "NULL"]],
    ["int", z.int(), ["N"]],
    ["bigint", z.bigint(), ["N"]],
    ["boolean", z.boolean(), ["BOOL"]],
    ["null", z.null(), ["NULL"]],
    ["bytes", bytes(), ["B"]],
    ["decimal", decimal(), ["N"]],
    ["set of strings", z.set(z.string()), ["SS"]],
    ["set of numbers", z.set(z.number()), ["NS"]],
    ["set of binary", z.set(bytes()), ["BS"]],
    ["set of dates stored as strings", z.set(isoDateTime()), ["SS"]],
    ["array", z.array(z.string()), ["L"]],
    ["tuple", z.tuple([z.string()], z.number()), ["L"]],
    ["object", z.strictObject({ a: z.string() }), ["M"]],
    ["record", z.partialRecord(z.enum(["a"]), z.string()), ["M"]],
    ["nullable", z.nullable(z.string()), ["NULL", "S"]],
    ["default of an optional", z.string().optional().default("a"), ["S"]],
    [
      "readonly, catch, nonoptional, prefault",
      z.string().optional().nonoptional().readonly().catch("a").prefault("b"),
      ["S"],
    ],
    ["codec", z.stringbool(), ["S"]],
    ["pipe", z.pipe(z.string(), z.string().min(2)), ["S"]],
    ["brand", z.string().brand<"Id">(), ["S"]],
    ["lazy", z.lazy(() => z.number()), ["N"]],
    ["json", z.json(), ["S", "N", "BOOL", "NULL", "L", "M"]],
    ["helper with a check and metadata", epochSeconds().check(z.refine(() => true)), ["N"]],
    ["helper in mini", mini.optional(mini.nullable(epochSeconds())), ["NULL", "N"]],
    ["mini object", mini.object({ a: mini.string() }), ["M"]],
  ])("%s", (_name, schema, types) => {
    expect([...storedTypes(shape(schema))].sort()).toEqual([...types].sort());
  });

  test("an open attribute may be of every type", () => {
    expect(storedTypes(shape(z.unknown())).size).toBe(10);
  });

  test("a recursive schema is a tree that leads back to itself", () => {
    const node = z.object({
      get children() {
        return z.array(node);
      },
    });
    const root = shape(node);
    const children = root.kind === "object" ? root.properties.get("children") : undefined;
    expect(children?.kind === "array" && children.element).toBe(root);
  });

  test("what options of a union or items of a tuple have in common is one node", () => {
    const text = z.string();
    const number = z.int();
    const root = shape(
      z.object({
        alone: text,
        either: z.discriminatedUnion("kind", [
          z.object({ kind: z.literal("a"), name: text, size: number }),
          z.object({ kind: z.literal("b"), name: text, size: number }),
        ]),
        pair: z.tuple([number, number]),
      }),
    );
    const child = (name: string): Shape => childShape(root, name) as Shape;
    expect(childShape(child("either"), "name")?.kind).toBe("string");
    expect(childShape(child("either"), "size")?.kind).toBe("number");
    expect(elementShape(child("pair"))?.kind).toBe("number");
  });

  test("formats and bounds are kept", () => {
    expect(shape(z.uuid())).toMatchObject({ kind: "string", format: "uuid" });
    expect(shape(z.string().length(8))).toMatchObject({ minLength: 8, maxLength: 8 });
    expect(shape(z.int().min(0).max(9))).toMatchObject({ integer: true, minimum: 0, maximum: 9 });
    expect(shape(mini.int().check(mini.gte(0)))).toMatchObject({ integer: true, minimum: 0 });
  });
});

describe("schemas that DynamoDB cannot hold", () => {
  test("everything that is wrong is told at once, with its path and what to write instead", () => {
    const found = problems(
      z.object({
        created: z.date(),
        lines: z.array(z.object({ sku: z.string(), at: z.map(z.string(), z.string()) })),
        names: z.record(z.string(), z.function()),
        total: z.string().transform(Number),
        tags: z.set(z.union([z.string(), z.number()])),
        size: z.coerce.number(),
        pair: z.tuple([z.string(), z.nan()]),
        either: z.union([z.string(), z.undefined()]),
        both: z.intersection(z.object({ a: z.string() }), z.object({ b: z.string() })),
        file: z.instanceof(Map),
        trimmed: z.preprocess(String, z.string()),
        late: z.promise(z.string()),
        mark: z.symbol(),
        gone: z.never(),
        flags: z.set(z.boolean()),
        byNumber: z.record(z.number(), z.string()),
        text: z.codec(z.string(), z.string().transform(Number), { decode: String, encode: String }),
        slow: z.codec(z.string(), z.string(), { decode: async (value) => value, encode: async (value) => value }),
        first: z.union([z.object({ a: z.string().optional() }), z.set(z.string())]),
      }),
    );
    expect(Object.keys(found).sort()).toEqual(
      [
        "both",
        "byNumber",
        "created",
        "either",
        "file",
        "first",
        "flags",
        "gone",
        "late",
        "lines[].at",
        "mark",
        "names{}",
        "pair[1]",
        "size",
        "slow",
        "tags",
        "text",
        "total",
        "trimmed",
      ].sort(),
    );
    expect(found.created).toContain("isoDateTime()");
    expect(found.total).toContain("z.codec(");
    expect(found.tags).toContain("S, N");
  });

  test("what zod would throw at on reads", () => {
    expect(problems(z.object({ a: z.readonly(bytes()) })).a).toContain(".readonly()");
    expect(problems(z.union([z.readonly(z.array(z.string())), bytes()]))[""]).toContain("put option 2 first");
    expect(problems(z.union([bytes(), z.readonly(z.array(z.string()))]))).toEqual({});
  });

  test("what is no schema of zod 4 is a problem, not a crash", () => {
    expect(problems({} as SchemaLike)[""]).toContain("zod 4");
  });

  test("an attribute that zod would drop", () => {
    expect(problems(z.object({ ["__proto__"]: z.string() }))[""]).toContain("__proto__");
    expect(problems(z.object({ a: z.record(z.enum(["", "x"]), z.string()) })).a).toContain('cannot be named ""');
  });
});
