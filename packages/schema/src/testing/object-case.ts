import fc from "fast-check";
import type { ZodSchema } from "../shape/internals.ts";
import type { SchemaCase } from "./case.ts";
import type { Flavor } from "./flavor.ts";
import { attributeName } from "./values.ts";

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

/** Objects with properties of the given cases: required, optional, with defaults. */
export function objects(z: Flavor, part: fc.Arbitrary<SchemaCase>): fc.Arbitrary<SchemaCase> {
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
