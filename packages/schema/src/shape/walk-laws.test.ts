import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { anySchema, flavors } from "../testing/index.ts";
import type { ZodSchema } from "./internals.ts";
import type { SchemaLike } from "./schema-like.ts";
import { shapeOf } from "./walk.ts";

/** The same schema read in the other way: below a tuple nothing counts as plain, and each schema is one node. */
function readBelow(schema: ZodSchema): unknown {
  const result = shapeOf(z.tuple([schema]));
  const whole = "shape" in result ? result.shape : result.partial;
  const shape = whole.kind === "tuple" ? whole.items[0] : undefined;
  const problems = "problems" in result ? result.problems : [];
  return { shape, problems: problems.map(({ path, message }) => ({ path: path.replace(/^\[0\]\.?/, ""), message })) };
}

function readAlone(schema: SchemaLike): unknown {
  const result = shapeOf(schema);
  return "shape" in result
    ? { shape: result.shape, problems: [] }
    : { shape: result.partial, problems: result.problems };
}

/** Schemas of which some cannot be stored. */
const mixed: fc.Arbitrary<ZodSchema> = fc.letrec<{ schema: ZodSchema }>((tie) => {
  const part = tie("schema");
  return {
    schema: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc
        .constantFrom<() => ZodSchema>(
          () => z.string().min(1),
          () => z.email(),
          () => z.int().min(0),
          () => z.bigint(),
          () => z.enum(["a", "b"]),
          () => z.literal(["a", 1]),
          () => z.literal([undefined]),
          () => z.unknown(),
          () => z.null(),
          () => z.templateLiteral(["a", z.int()]),
          () => z.coerce.string(),
          () => z.coerce.number(),
          () => z.coerce.boolean(),
          () => z.coerce.bigint(),
          () => z.date(),
          () => z.never(),
          () => z.string().transform(Number),
          () => ({}) as ZodSchema,
        )
        .map((make) => make()),
      part.map((schema) => z.optional(schema)),
      part.map((schema) => z.nullable(schema)),
      part.map((schema) => z._default(schema, undefined as never)),
      part.map((schema) => z.array(schema)),
      part.map((schema) => z.set(schema)),
      part.map((schema) => z.record(z.string(), schema)),
      fc.tuple(part, part).map(([a, b]) => z.object({ a, b, again: a })),
      fc.tuple(part, part).map((options) => z.union(options)),
    ),
  };
}).schema;

function isReadAlike(schema: ZodSchema): void {
  expect(readAlone(schema)).toEqual(readBelow(schema));
}

describe("what is plain is read as everything else is", () => {
  test.each(Object.entries(flavors))("schemas that can be stored, made by %s", (_name, flavor) => {
    fc.assert(fc.property(anySchema(flavor), ({ schema }) => isReadAlike(schema)));
  });

  test("schemas of which some cannot be stored", () => {
    fc.assert(fc.property(mixed, isReadAlike), { numRuns: 500 });
  });
});
