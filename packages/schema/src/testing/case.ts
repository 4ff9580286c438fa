import type fc from "fast-check";
import type { ZodSchema } from "../shape/internals.ts";

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

/** A case in which nothing is left to defaults. */
export function plain(schema: ZodSchema, kind: SchemaCase["kind"], value: fc.Arbitrary<unknown>): SchemaCase {
  return { schema, kind, value, input: value };
}
