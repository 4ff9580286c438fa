import type * as core from "zod/v4/core";
import type { BigintShape, LiteralValue, NumberShape, Shape, StringShape } from "./shape.ts";

type Check = core.$ZodChecks["_zod"]["def"];

/** The definitions of a schema's checks; a format such as `z.int()` or `z.email()` is schema and check at once. */
function checks(schema: core.$ZodType): readonly Check[] {
  const { def } = schema._zod;
  // What has a `check` is the definition of one; zod's union of schemas does not say so.
  const own = "check" in def ? [def as unknown as Check] : [];
  return [...own, ...(def.checks ?? []).map((check) => check._zod.def as Check)];
}

function least<T extends number | bigint>(bounds: readonly T[]): T | undefined {
  return bounds.reduce<T | undefined>(
    (found, bound) => (found === undefined || bound < found ? bound : found),
    undefined,
  );
}

function greatest<T extends number | bigint>(bounds: readonly T[]): T | undefined {
  return bounds.reduce<T | undefined>(
    (found, bound) => (found === undefined || bound > found ? bound : found),
    undefined,
  );
}

export function stringShape(schema: core.$ZodType, format: string | undefined): StringShape {
  const all = checks(schema);
  const formats = all.flatMap((def) => (def.check === "string_format" ? [def.format] : []));
  const exact = all.flatMap((def) => (def.check === "length_equals" ? [def.length] : []));
  const minimums = all.flatMap((def) => (def.check === "min_length" ? [def.minimum] : []));
  const maximums = all.flatMap((def) => (def.check === "max_length" ? [def.maximum] : []));
  return {
    kind: "string",
    schema,
    format: format ?? formats[0],
    minLength: greatest([...exact, ...minimums]),
    maxLength: least([...exact, ...maximums]),
  };
}

function bounds(schema: core.$ZodType): { readonly low: readonly unknown[]; readonly high: readonly unknown[] } {
  const all = checks(schema);
  return {
    low: all.flatMap((def) => (def.check === "greater_than" ? [def.value] : [])),
    high: all.flatMap((def) => (def.check === "less_than" ? [def.value] : [])),
  };
}

export function numberShape(schema: core.$ZodType): NumberShape {
  const { low, high } = bounds(schema);
  const isNumber = (value: unknown): value is number => typeof value === "number";
  return {
    kind: "number",
    schema,
    integer: checks(schema).some((def) => def.check === "number_format" && def.format.includes("int")),
    minimum: greatest(low.filter(isNumber)),
    maximum: least(high.filter(isNumber)),
  };
}

export function bigintShape(schema: core.$ZodType): BigintShape {
  const { low, high } = bounds(schema);
  const isBigint = (value: unknown): value is bigint => typeof value === "bigint";
  return { kind: "bigint", schema, minimum: greatest(low.filter(isBigint)), maximum: least(high.filter(isBigint)) };
}

/** The shape of a literal or enum, or what is wrong with it. */
export function valuesShape(
  kind: "literal" | "enum",
  schema: core.$ZodType,
  values: readonly unknown[],
): Shape | string {
  if (kind === "enum") {
    const members = [...new Set(values)].filter((value) => typeof value === "string" || typeof value === "number");
    return members.length === 0 ? "The enum has no members" : { kind, schema, values: members };
  }
  const literals = values.filter(isLiteral);
  if (literals.length < values.length)
    return "DynamoDB has no undefined: take it out of the literal, and write .optional()";
  return { kind, schema, values: literals };
}

function isLiteral(value: unknown): value is LiteralValue {
  return value === null || ["string", "number", "bigint", "boolean"].includes(typeof value);
}
