import type * as core from "zod/v4/core";
import type { BigintShape, LiteralValue, NumberShape, Shape, StringShape } from "./shape.ts";

type Check = core.$ZodChecks["_zod"]["def"];

const none: readonly Check[] = [];

/**
 * The definitions of a schema's checks; a format such as `z.int()` or `z.email()` is schema and check at once. Read by index
 * here: this is done for each attribute of a model, and an iterator makes an object for each step.
 */
function checks(schema: core.$ZodType): readonly Check[] {
  const { def } = schema._zod;
  const given = def.checks;
  // What has a `check` is the definition of one; zod's union of schemas does not say so.
  const own = def as unknown as Check;
  if (own.check === undefined && (given === undefined || given.length === 0)) return none;
  const found = (given ?? []).map((check) => check._zod.def as Check);
  return own.check === undefined ? found : [own, ...found];
}

function least<T extends number | bigint>(a: T | undefined, b: T): T {
  return a === undefined || b < a ? b : a;
}

function greatest<T extends number | bigint>(a: T | undefined, b: T): T {
  return a === undefined || b > a ? b : a;
}

export function stringShape(schema: core.$ZodType, format: string | undefined): StringShape {
  let found = format;
  let minLength: number | undefined;
  let maxLength: number | undefined;
  const all = checks(schema);
  for (let i = 0; i < all.length; i++) {
    const def = all[i] as Check;
    if (def.check === "string_format") found ??= def.format;
    if (def.check === "length_equals" || def.check === "min_length") {
      minLength = greatest(minLength, def.check === "min_length" ? def.minimum : def.length);
    }
    if (def.check === "length_equals" || def.check === "max_length") {
      maxLength = least(maxLength, def.check === "max_length" ? def.maximum : def.length);
    }
  }
  return { kind: "string", schema, format: found, minLength, maxLength };
}

interface Bounds<T> {
  readonly minimum: T | undefined;
  readonly maximum: T | undefined;
}

function bounds<T extends number | bigint>(all: readonly Check[], isOne: (value: unknown) => value is T): Bounds<T> {
  let minimum: T | undefined;
  let maximum: T | undefined;
  for (let i = 0; i < all.length; i++) {
    const def = all[i] as Check;
    if (def.check === "greater_than" && isOne(def.value)) minimum = greatest(minimum, def.value);
    if (def.check === "less_than" && isOne(def.value)) maximum = least(maximum, def.value);
  }
  return { minimum, maximum };
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

function isBigint(value: unknown): value is bigint {
  return typeof value === "bigint";
}

export function numberShape(schema: core.$ZodType): NumberShape {
  const all = checks(schema);
  const integer = all.some((def) => def.check === "number_format" && def.format.includes("int"));
  const { minimum, maximum } = bounds(all, isNumber);
  return { kind: "number", schema, integer, minimum, maximum };
}

export function bigintShape(schema: core.$ZodType): BigintShape {
  const { minimum, maximum } = bounds(checks(schema), isBigint);
  return { kind: "bigint", schema, minimum, maximum };
}

/** The shape of a literal or enum, or what is wrong with it. */
export function valuesShape(
  kind: "literal" | "enum",
  schema: core.$ZodType,
  values: ReadonlySet<unknown>,
): Shape | string {
  if (kind === "enum") {
    const members = [...values].filter((value) => typeof value === "string" || typeof value === "number");
    return members.length === 0 ? "The enum has no members" : { kind, schema, values: members };
  }
  const literals = [...values].filter(isLiteral);
  if (literals.length < values.size)
    return "DynamoDB has no undefined: take it out of the literal, and write .optional()";
  return { kind, schema, values: literals };
}

function isLiteral(value: unknown): value is LiteralValue {
  switch (typeof value) {
    case "string":
    case "number":
    case "bigint":
    case "boolean":
      return true;
    default:
      return value === null;
  }
}
