import { expect, test } from "vitest";
import * as z from "zod";
import { ReadError } from "../error/read-error.ts";
import type { SchemaLike } from "../shape/schema-like.ts";
import { shapeOf } from "../shape/walk.ts";
import type { WireItem } from "../wire/attribute-value.ts";
import { compileItemCodec, type DecodeOptions } from "./item-codec.ts";

function read(schema: SchemaLike, stored: WireItem, options: DecodeOptions): unknown {
  const result = shapeOf(schema);
  if ("problems" in result) throw new Error("the schema can be stored");
  return compileItemCodec(result.shape, "Task", new Map()).decode(stored, options);
}

const owner = z
  .object({ name: z.string().min(2), level: z.int().default(1), note: z.string().optional() })
  .refine(({ name, note }) => name !== note);
const Task = z.object({ id: z.string(), owner: owner.optional() });
const stored: WireItem = { id: { S: "1" }, owner: { M: { name: { S: "a" }, note: { S: "a" } } } };
const attributes = ["owner"];

test("strict reads hold what is read to its own checks; those of a map need all of it", () => {
  const mask = { owner: { name: true } } as const;
  expect(read(Task, stored, { attributes, mask })).toEqual({ owner: { name: "a" } });
  let error: unknown;
  try {
    read(Task, stored, { attributes, mask, mode: "strict" });
  } catch (thrown) {
    error = thrown;
  }
  expect(ReadError.isInstance(error) && error.issues.map(({ path }) => path)).toEqual([["owner", "name"]]);
  expect(read(Task, stored, { attributes, mask: { owner: { note: true } }, mode: "strict" })).toEqual({
    owner: { note: "a" },
  });
  expect(() => read(Task, stored, { attributes, mode: "strict" })).toThrow(ReadError);
  // Its name is required, and missing.
  expect(
    read(Task, { owner: { M: { note: { S: "a" } } } }, { attributes, mask: { owner: { name: true, note: true } } }),
  ).toEqual({ owner: { note: "a" } });
});

test("a default stands for a part of a map that is there, and of none that is missing", () => {
  const mask = { owner: { level: true } } as const;
  expect(read(Task, stored, { attributes, mask })).toEqual({ owner: { level: 1 } });
  expect(read(Task, { id: { S: "1" } }, { attributes, mask })).toEqual({});
});

test("defaults of an option stand for nothing in an item of another, nor where the option is not known", () => {
  const shared = z.int().default(7);
  const Root = z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("a").default("a"), level: z.int().default(1), shared }),
    z.object({ kind: z.literal("b"), level: z.int().default(2), shared }),
    z.object({ kind: z.literal("c"), shared }),
  ]);
  const options = { attributes: ["level", "shared"] };
  const levels = (["a", "b", "c"] as const).map((kind) => read(Root, { kind: { S: kind } }, options));
  expect(levels).toEqual([{ level: 1, shared: 7 }, { level: 2, shared: 7 }, { shared: 7 }]);
  expect(read(Root, {}, options)).toEqual({ shared: 7 });
  // Absent where it was read: the option that leaves it out.
  expect(read(Root, {}, { ...options, discriminated: true })).toEqual({ level: 1, shared: 7 });
  expect(read(Root, { level: { N: "5" } }, options)).toEqual({ level: 5, shared: 7 });
});

test("what a codec or a pipe makes a map of is masked when it was read", () => {
  const inside = z.object({ a: z.string(), b: z.string() });
  const Root = z.object({
    json: z.codec(z.string(), inside, { decode: (text) => JSON.parse(text), encode: (value) => JSON.stringify(value) }),
    piped: z.object({ a: z.string() }).pipe(z.object({ a: z.string(), b: z.string().default("x") })),
  });
  const item = { json: { S: '{"a":"1","b":"2"}' }, piped: { M: { a: { S: "1" } } } };
  const options = { attributes: ["json", "piped"], mask: { json: { b: true }, piped: { b: true } } } as const;
  expect(read(Root, item, options)).toEqual({ json: { b: "2" }, piped: { b: "x" } });
});
