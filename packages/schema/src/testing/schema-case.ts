import fc from "fast-check";
import { bytes } from "../shape/helper/bytes.ts";
import { epochMilliseconds, epochSeconds, isoDateTime } from "../shape/helper/date.ts";
import { decimal, toDecimal } from "../shape/helper/decimal.ts";
import { url } from "../shape/helper/url.ts";
import type { ZodSchema } from "../shape/internals.ts";
import type { Flavor } from "./flavor.ts";
import { anyBigint, anyBytes, anyDate, anyNumber, anyOpen, anyText, attributeName, decimalText } from "./values.ts";

/** A schema, and what it takes. */
export interface SchemaCase {
  readonly schema: ZodSchema;
  /** Program values in normal form: nothing is left to a default. */
  readonly value: fc.Arbitrary<unknown>;
  /** Program values that may leave defaulted attributes out. */
  readonly input: fc.Arbitrary<unknown>;
  /** The kind of values, to build unions whose options can be told apart. */
  readonly kind: "S" | "N" | "BOOL" | "NULL" | "B" | "set" | "L" | "M" | "any";
}

function plain(schema: ZodSchema, kind: SchemaCase["kind"], value: fc.Arbitrary<unknown>): SchemaCase {
  return { schema, kind, value, input: value };
}

/** Schemas without parts. */
function leaves(z: Flavor): readonly SchemaCase[] {
  const words = ["OPEN", "DONE", "in progress"] as const;
  return [
    plain(z.string(), "S", anyText),
    plain(
      z.string().check(z.minLength(1)),
      "S",
      anyText.filter((text) => text.length > 0),
    ),
    plain(z.uuid(), "S", fc.uuid()),
    plain(
      z.iso.date(),
      "S",
      anyDate.map((date) => date.toISOString().slice(0, 10)),
    ),
    plain(
      z.templateLiteral(["id-", z.int()]),
      "S",
      fc.integer().map((id) => `id-${id}`),
    ),
    plain(z.enum(words), "S", fc.constantFrom(...words)),
    plain(z.literal(["a", "b"]), "S", fc.constantFrom("a", "b")),
    plain(z.number(), "N", anyNumber),
    plain(z.int().check(z.gte(0)), "N", fc.nat()),
    plain(z.literal([1, 2]), "N", fc.constantFrom(1, 2)),
    plain(z.bigint(), "N", anyBigint),
    plain(decimal(), "N", decimalText.map(toDecimal)),
    plain(z.boolean(), "BOOL", fc.boolean()),
    plain(z.null(), "NULL", fc.constant(null)),
    plain(bytes(), "B", anyBytes),
    plain(
      epochSeconds(),
      "any",
      anyDate.map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000)),
    ),
    plain(epochMilliseconds(), "N", anyDate),
    plain(isoDateTime(), "any", anyDate),
    plain(
      url(),
      "S",
      fc.webUrl().map((address) => new URL(address)),
    ),
    plain(z.stringbool(), "any", fc.boolean()),
    plain(z.codec(z.string(), z.number(), { decode: Number, encode: String }), "any", fc.integer()),
    plain(
      z.pipe(z.string(), z.string().check(z.minLength(2))),
      "S",
      anyText.filter((text) => [...text].length >= 2),
    ),
    plain(z.unknown(), "any", anyOpen),
    plain(
      z.set(z.string()),
      "set",
      fc.uniqueArray(anyText, { minLength: 1, maxLength: 4 }).map((s) => new Set(s)),
    ),
    plain(
      z.set(z.number()),
      "set",
      fc.uniqueArray(anyNumber, { minLength: 1, maxLength: 4 }).map((s) => new Set(s)),
    ),
    plain(
      z.set(z.bigint()),
      "set",
      fc.uniqueArray(anyBigint, { minLength: 1, maxLength: 4 }).map((s) => new Set(s)),
    ),
    plain(
      z.set(bytes()),
      "set",
      fc.uniqueArray(anyBytes, { minLength: 1, maxLength: 3, selector: String }).map((s) => new Set(s)),
    ),
    plain(
      z.set(z.enum(words)).check(z.minSize(1)),
      "set",
      fc.subarray([...words], { minLength: 1 }).map((s) => new Set(s)),
    ),
  ];
}

/** A schema that contains itself, by a getter and by `lazy`. */
function recursive(z: Flavor): SchemaCase {
  const tree = z.object({
    name: z.string(),
    get children() {
      return z.array(tree);
    },
    get next(): ZodSchema {
      return z.optional(z.lazy(() => tree));
    },
  });
  const value = fc
    .letrec((tie) => ({
      tree: fc.record(
        {
          name: anyText,
          children: fc.oneof(
            { depthIdentifier: "tree", maxDepth: 2 },
            fc.constant([]),
            fc.array(tie("tree"), { maxLength: 2 }),
          ),
          next: fc.option(tie("tree"), { nil: undefined, depthIdentifier: "tree", maxDepth: 2 }),
        },
        { noNullPrototype: true },
      ),
    }))
    .tree.map(withoutUndefined);
  return plain(tree, "M", value);
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .map(([name, entry]) => [name, withoutUndefined(entry)]),
  );
}

type Presence = "required" | "optional" | "default" | "prefault";

interface Property {
  readonly name: string;
  readonly of: SchemaCase;
  readonly presence: Presence;
}

/** An object of the given properties. `sample` is what the defaults are. */
function objectCase(
  z: Flavor,
  kind: "object" | "strictObject",
  properties: readonly Property[],
  samples: readonly unknown[],
): SchemaCase {
  const shape: { [name: string]: ZodSchema } = {};
  properties.forEach(({ name, of, presence }, i) => {
    const wrap: { readonly [P in Presence]: () => ZodSchema } = {
      required: () => of.schema,
      optional: () => z.optional(of.schema),
      default: () => z._default(of.schema, samples[i] as never),
      prefault: () => z.prefault(of.schema, samples[i] as never),
    };
    shape[name] = wrap[presence]();
  });
  const entries = (side: "value" | "input"): fc.Arbitrary<unknown> =>
    fc
      .tuple(
        ...properties.map(({ name, of, presence }) => {
          const omittable = presence === "optional" || (side === "input" && presence !== "required");
          const present = of[side].map((value) => [[name, value]]);
          return omittable ? fc.oneof(present, fc.constantFrom([], [[name, undefined]])) : present;
        }),
      )
      // `undefined` is absence on the way in, and never comes out.
      .map((found) => Object.fromEntries(found.flat().filter(([, value]) => side === "input" || value !== undefined)));
  return { schema: z[kind](shape), kind: "M", value: entries("value"), input: entries("input") };
}

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

function objects(z: Flavor, part: fc.Arbitrary<SchemaCase>): fc.Arbitrary<SchemaCase> {
  const property: fc.Arbitrary<Property> = fc.record({
    name: attributeName,
    of: part,
    presence: fc.constantFrom<Presence>("required", "required", "optional", "default", "prefault"),
  });
  return fc
    .tuple(
      fc.constantFrom<"object" | "strictObject">("object", "strictObject"),
      fc.uniqueArray(property, { minLength: 1, maxLength: 5, selector: ({ name }) => name }),
      fc.boolean(),
    )
    .chain(([kind, properties, checked]) => {
      // A prefault stands on the stored side; only where both sides are the same is it as easily made.
      const sided = properties.map((item) =>
        item.presence === "prefault" && !sameOnBothSides(item.of.schema)
          ? { ...item, presence: "default" as const }
          : item,
      );
      return fc.tuple(...sided.map(({ of }) => of.value)).map((samples) => {
        const made = objectCase(z, kind, sided, samples);
        return checked ? { ...made, schema: withCheck(z, made.schema) } : made;
      });
    });
}

function withCheck(z: Flavor, schema: ZodSchema): ZodSchema {
  const { check } = schema as ZodSchema & { check(check: unknown): ZodSchema };
  return check.call(
    schema,
    z.refine((value: unknown) => typeof value === "object"),
  );
}

function sameOnBothSides(schema: ZodSchema): boolean {
  return ["string", "number", "boolean", "bigint", "enum", "literal"].includes(schema._zod.def.type);
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
