import type * as core from "zod/v4/core";
import type { BigintShape, NumberShape, Shape, StringShape } from "./shape.ts";

// Checks leave their bounds in the bag, under names that depend on the check.
function bag(schema: core.$ZodType): { readonly [name: string]: unknown } {
  return schema._zod.bag;
}

function numeric(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function integral(value: unknown): bigint | undefined {
  return typeof value === "bigint" ? value : undefined;
}

export function stringShape(schema: core.$ZodType, format: string | undefined): StringShape {
  const { format: checked, minimum, maximum } = bag(schema);
  return {
    kind: "string",
    schema,
    format: format ?? (typeof checked === "string" ? checked : undefined),
    minLength: numeric(minimum),
    maxLength: numeric(maximum),
  };
}

export function numberShape(schema: core.$ZodType): NumberShape {
  const { format, minimum, exclusiveMinimum, maximum, exclusiveMaximum } = bag(schema);
  return {
    kind: "number",
    schema,
    integer: typeof format === "string" && format.includes("int"),
    minimum: numeric(minimum) ?? numeric(exclusiveMinimum),
    maximum: numeric(maximum) ?? numeric(exclusiveMaximum),
  };
}

export function bigintShape(schema: core.$ZodType): BigintShape {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = bag(schema);
  return {
    kind: "bigint",
    schema,
    minimum: integral(minimum) ?? integral(exclusiveMinimum),
    maximum: integral(maximum) ?? integral(exclusiveMaximum),
  };
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
  const literals = values.filter(
    (value) => value === null || ["string", "number", "bigint", "boolean"].includes(typeof value),
  );
  if (literals.length < values.length)
    return "DynamoDB has no undefined: take it out of the literal, and write .optional()";
  return { kind, schema, values: literals as readonly (string | number | bigint | boolean | null)[] };
}
