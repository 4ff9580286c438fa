import { expect, test } from "vitest";
import * as z from "zod";
import { isoDateTime } from "./helper/date.ts";
import { childShape, elementShape, entryShape, memberShape, objectVariants, variantShape } from "./navigate.ts";
import { defaultOf, isOptional } from "./presence.ts";
import type { SchemaLike } from "./schema-like.ts";
import type { Shape } from "./shape.ts";
import { storedTypes } from "./stored-type.ts";
import { shapeOf } from "./walk.ts";

function shape(schema: SchemaLike): Shape {
  const result = shapeOf(schema);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return result.shape;
}

function types(of: Shape | undefined): string[] | undefined {
  return of && [...storedTypes(of)].sort();
}

const root = shape(
  z.object({
    address: z.object({ city: z.string() }).nullable().optional().readonly(),
    lines: z.lazy(() => z.array(z.object({ sku: z.string() }))),
    pair: z.tuple([z.string(), z.number()], z.boolean()),
    scores: z.record(z.string(), z.number()).default({ a: 1 }),
    tags: z.set(isoDateTime()).optional(),
    text: z.codec(z.string(), z.object({ a: z.string() }), {
      decode: (text) => JSON.parse(text),
      encode: (value) => JSON.stringify(value),
    }),
    payment: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("card"), last4: z.string(), amount: z.number() }),
      z.object({ kind: z.literal("cash"), amount: z.string() }),
    ]),
  }),
);

function at(name: string): Shape {
  const found = childShape(root, name);
  if (!found) throw new Error(name);
  return found;
}

test("children, elements, entries and members, through wrappers", () => {
  expect(types(childShape(at("address"), "city"))).toEqual(["S"]);
  expect(childShape(at("address"), "town")).toBeUndefined();
  expect(types(childShape(elementShape(at("lines")) ?? root, "sku"))).toEqual(["S"]);
  expect(types(elementShape(at("pair"), 1))).toEqual(["N"]);
  expect(types(elementShape(at("pair"), 5))).toEqual(["BOOL"]);
  expect(types(elementShape(at("pair")))).toEqual(["BOOL", "N", "S"]);
  expect(types(entryShape(at("scores")))).toEqual(["N"]);
  expect(types(memberShape(at("tags")))).toEqual(["S"]);
});

test("text that a codec makes of an object has no children", () => {
  expect(childShape(at("text"), "a")).toBeUndefined();
});

test("unions: what any option has, one option by its tag", () => {
  const payment = at("payment");
  expect(types(childShape(payment, "last4"))).toEqual(["S"]);
  expect(types(childShape(payment, "amount"))).toEqual(["N", "S"]);
  expect(childShape(payment, "amount")).toBe(childShape(payment, "amount"));
  expect(types(childShape(variantShape(payment, "kind", "cash") ?? root, "amount"))).toEqual(["S"]);
  expect(variantShape(payment, "kind", "cheque")).toBeUndefined();
  expect(objectVariants(payment)).toHaveLength(2);
});

test("presence and defaults", () => {
  expect(isOptional(at("address"))).toBe(true);
  expect(isOptional(at("scores"))).toBe(false);
  expect(defaultOf(at("scores"))).toEqual({ a: 1 });
  expect(defaultOf(at("lines"))).toBeUndefined();
});
