import type * as core from "zod/v4/core";
import { zodSchema } from "./internals.ts";
import type { SchemaLike } from "./schema-like.ts";
import type { BigintShape, LiteralValue, NumberShape, Shape, StringShape } from "./shape.ts";

type Check = core.$ZodChecks["_zod"]["def"];

type Internals = core.$ZodType["_zod"];
type Def = core.$ZodTypes["_zod"]["def"] | core.$ZodTemplateLiteralDef;

const none: readonly Check[] = [];

/** Whether a schema makes values of its type out of others. Read, and not looked for with `in`, which takes several times longer. */
export function isCoerced(def: { readonly type: string; readonly coerce?: unknown }): boolean {
  return def.coerce === true;
}

/**
 * The shape of a schema that nothing is wrong with, and that has no parts or one that is like this: it needs no place, and leads
 * to no schema that leads back. `undefined` of all others, which the walk has to visit.
 *
 * @param parts whether those with a part are wanted
 */
export function plainShape(schema: SchemaLike | undefined, parts: boolean): Shape | undefined {
  // What `isZodSchema` and `isCoerced` ask, but not as calls: this is done for each attribute when applications start.
  if (typeof schema !== "object" || schema === null) return undefined;
  const internals = schema._zod as Partial<Internals> | undefined;
  const def = internals?.def as (Def & { readonly coerce?: unknown }) | undefined;
  if (def === undefined || internals?.run === undefined || def.coerce === true) return undefined;
  switch (def.type) {
    case "string":
      return Object.freeze(stringShape(schema, def, (def as { readonly format?: string }).format));
    case "number":
      return Object.freeze(numberShape(schema, def));
    case "boolean":
    case "null":
      return Object.freeze({ kind: def.type, schema });
    case "enum":
    case "literal": {
      const shape = valuesShape(def.type, schema);
      return typeof shape === "string" ? undefined : Object.freeze(shape);
    }
    case "optional":
    case "nullable":
    case "default": {
      const inner = parts ? plainShape(def.innerType, parts) : undefined;
      return inner && Object.freeze({ kind: def.type, schema, inner });
    }
    case "array": {
      const element = parts ? plainShape(def.element, parts) : undefined;
      return element && Object.freeze({ kind: "array", schema, element });
    }
    case "any":
    case "unknown":
      return Object.freeze({ kind: "open", schema });
    case "bigint":
      return Object.freeze(bigintShape(schema, def));
    case "template_literal":
      return Object.freeze(stringShape(schema, def, "template_literal"));
    default:
      return undefined;
  }
}

/**
 * The definitions of a schema's checks; a format such as `z.int()` or `z.email()` is schema and check at once. Read by index
 * here: this is done for each attribute of a model, and an iterator makes an object for each step.
 */
function checks(def: Def): readonly Check[] {
  const given = def.checks;
  // What has a `check` is the definition of one; zod's union of schemas does not say so.
  const own = def as unknown as Check;
  const isCheck = own.check !== undefined;
  if (given === undefined || given.length === 0) return isCheck ? [own] : none;
  const found = given.map(definitionOf);
  if (isCheck) found.unshift(own);
  return found;
}

function definitionOf({ _zod }: core.$ZodCheck<never>): Check {
  return _zod.def as Check;
}

function least<T extends number | bigint>(a: T | undefined, b: T): T {
  return a === undefined || b < a ? b : a;
}

function greatest<T extends number | bigint>(a: T | undefined, b: T): T {
  return a === undefined || b > a ? b : a;
}

function stringShape(schema: SchemaLike, def: Def, format: string | undefined): StringShape {
  let found = format;
  let minLength: number | undefined;
  let maxLength: number | undefined;
  // Most strings have no checks.
  const all = def.checks === undefined && format === undefined ? none : checks(def);
  for (let i = 0; i < all.length; i++) {
    const check = all[i] as Check;
    if (check.check === "string_format") found ??= check.format;
    if (check.check === "length_equals" || check.check === "min_length") {
      minLength = greatest(minLength, check.check === "min_length" ? check.minimum : check.length);
    }
    if (check.check === "length_equals" || check.check === "max_length") {
      maxLength = least(maxLength, check.check === "max_length" ? check.maximum : check.length);
    }
  }
  return { kind: "string", schema, format: found, minLength, maxLength };
}

function numberShape(schema: SchemaLike, def: Def): NumberShape {
  let integer = false;
  let minimum: number | undefined;
  let maximum: number | undefined;
  const all = checks(def);
  for (let i = 0; i < all.length; i++) {
    const check = all[i] as Check;
    if (check.check === "number_format") integer ||= check.format.includes("int");
    else if (check.check === "greater_than" && typeof check.value === "number")
      minimum = greatest(minimum, check.value);
    else if (check.check === "less_than" && typeof check.value === "number") maximum = least(maximum, check.value);
  }
  return { kind: "number", schema, integer, minimum, maximum };
}

function bigintShape(schema: SchemaLike, def: Def): BigintShape {
  let minimum: bigint | undefined;
  let maximum: bigint | undefined;
  for (const check of checks(def)) {
    if (check.check === "greater_than" && typeof check.value === "bigint") minimum = greatest(minimum, check.value);
    if (check.check === "less_than" && typeof check.value === "bigint") maximum = least(maximum, check.value);
  }
  return { kind: "bigint", schema, minimum, maximum };
}

/** The shape of a literal or enum, or what is wrong with it. */
export function valuesShape(kind: "literal" | "enum", schema: SchemaLike): Shape | string {
  const values: ReadonlySet<unknown> = zodSchema(schema)._zod.values ?? new Set();
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
