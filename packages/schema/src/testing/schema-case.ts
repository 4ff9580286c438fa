import fc from "fast-check";
import type { ZodSchema } from "../shape/internals.ts";
import { plain, type SchemaCase } from "./case.ts";
import type { Flavor } from "./flavor.ts";
import { leaves, recursive } from "./leaf-cases.ts";
import { objects } from "./object-case.ts";
import { attributeName } from "./values.ts";

/** Cases with parts, made of smaller ones. */
function composite(z: Flavor, part: fc.Arbitrary<SchemaCase>): readonly fc.Arbitrary<SchemaCase>[] {
  const list = part.map(
    ({ schema, value, input }): SchemaCase => ({
      schema: z.array(schema),
      kind: "L",
      value: fc.array(value, { maxLength: 3 }),
      input: fc.array(input, { maxLength: 3 }),
    }),
  );
  const record = part.map(
    ({ schema, value, input }): SchemaCase => ({
      schema: z.record(z.string(), schema),
      kind: "M",
      value: fc.dictionary(attributeName, value, { maxKeys: 3, noNullPrototype: true }),
      input: fc.dictionary(attributeName, input, { maxKeys: 3, noNullPrototype: true }),
    }),
  );
  const enumRecord = part.map(
    ({ schema, value }): SchemaCase =>
      plain(
        z.record(z.enum(["de", "en"]), schema),
        "M",
        fc.record({ de: value, en: value }, { noNullPrototype: true }),
      ),
  );
  const tuple = fc.tuple(part, part, part).map(
    ([a, b, c]): SchemaCase =>
      plain(
        z.tuple([a.schema, b.schema], c.schema),
        "L",
        fc
          .tuple(a.value, b.value, fc.array(c.value, { maxLength: 2 }))
          .map(([first, second, rest]) => [first, second, ...rest]),
      ),
  );
  const nullable = part.map(
    ({ schema, value, input, kind }): SchemaCase => ({
      schema: z.nullable(schema),
      kind: kind === "NULL" ? "NULL" : "any",
      value: fc.option(value),
      input: fc.option(input),
    }),
  );
  const readonly = part
    .filter(({ kind }) => kind === "L" || kind === "M")
    .map(({ schema, ...rest }): SchemaCase => ({ schema: z.readonly(schema), ...rest }));
  const union = fc
    .uniqueArray(
      part.filter(({ kind }) => kind !== "any"),
      { minLength: 2, maxLength: 4, selector: ({ kind }) => kind },
    )
    // Maps last: zod's objects would take sets and dates for their own. Binary first: it cannot be frozen.
    .map((options) => options.toSorted((a, b) => place(a) - place(b)))
    .map(
      (options): SchemaCase => ({
        schema: z.union(options.map(({ schema }) => schema) as [ZodSchema, ZodSchema]),
        kind: "any",
        value: fc.oneof(...options.map(({ value }) => value)),
        input: fc.oneof(...options.map(({ input }) => input)),
      }),
    );
  const tagged = fc.tuple(part, part).map(([a, b]): SchemaCase => {
    const left = { kind: z.literal("left"), a: a.schema };
    const right = { kind: z.literal(["right", "wrong"]), b: z.optional(b.schema) };
    return plain(
      z.discriminatedUnion("kind", [z.object(left), z.object(right)]),
      "M",
      fc.oneof(
        fc.record({ kind: fc.constant("left"), a: a.value }, { noNullPrototype: true }),
        fc.record(
          { kind: fc.constantFrom("right", "wrong"), b: b.value },
          { requiredKeys: ["kind"], noNullPrototype: true },
        ),
      ),
    );
  });
  return [list, record, enumRecord, tuple, nullable, readonly, union, tagged, objects(z, part)];
}

function place({ kind }: SchemaCase): number {
  return kind === "B" ? 0 : kind === "M" ? 2 : 1;
}

/** Any schema that can be stored. */
export function anySchema(z: Flavor): fc.Arbitrary<SchemaCase> {
  const leaf = fc.constantFrom(...leaves(z), recursive(z));
  const grow = (part: fc.Arbitrary<SchemaCase>): fc.Arbitrary<SchemaCase> =>
    fc.oneof({ weight: 3, arbitrary: leaf }, ...composite(z, part).map((arbitrary) => ({ weight: 1, arbitrary })));
  return grow(grow(grow(leaf)));
}

/** Any schema that an item can have: an object. */
export function anyItemSchema(z: Flavor): fc.Arbitrary<SchemaCase> {
  return objects(z, anySchema(z));
}
