import type * as core from "zod/v4/core";
import { isZodSchema } from "./internals.ts";
import type { BigintShape, LiteralValue, NumberShape, Shape, StringShape } from "./shape.ts";

type Check = core.$ZodChecks["_zod"]["def"];

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
export function plainShape(schema: unknown, parts: boolean): Shape | undefined {
  if (!isZodSchema(schema)) return undefined;
  const def = schema._zod.def as Def;
  switch (def.type) {
    case "string":
      return isCoerced(def)
        ? undefined
        : Object.freeze(stringShape(schema, (def as { readonly format?: string }).format));
    case "number":
      return isCoerced(def) ? undefined : Object.freeze(numberShape(schema));
    case "boolean":
    case "null":
      return isCoerced(def) ? undefined : Object.freeze({ kind: def.type, schema });
    case "any":
    case "unknown":
      return Object.freeze({ kind: "open", schema });
    case "bigint":
      return isCoerced(def) ? undefined : Object.freeze(bigintShape(schema));
    case "template_literal":
      return Object.freeze(stringShape(schema, "template_literal"));
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
    default:
      return undefined;
  }
}

/**
 * The definitions of a schema's checks; a format such as `z.int()` or `z.email()` is schema and check at once. Read by index
 * here: this is done for each attribute of a model, and an iterator makes an object for each step.
 */
function checks(schema: core.$ZodType): readonly Check[] {
  const { def } = schema._zod;
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

function stringShape(schema: core.$ZodType, format: string | undefined): StringShape {
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

function numberShape(schema: core.$ZodType): NumberShape {
  let integer = false;
  let minimum: number | undefined;
  let maximum: number | undefined;
  const all = checks(schema);
  for (let i = 0; i < all.length; i++) {
    const def = all[i] as Check;
    if (def.check === "number_format") integer ||= def.format.includes("int");
    else if (def.check === "greater_than" && typeof def.value === "number") minimum = greatest(minimum, def.value);
    else if (def.check === "less_than" && typeof def.value === "number") maximum = least(maximum, def.value);
  }
  return { kind: "number", schema, integer, minimum, maximum };
}

function bigintShape(schema: core.$ZodType): BigintShape {
  let minimum: bigint | undefined;
  let maximum: bigint | undefined;
  for (const def of checks(schema)) {
    if (def.check === "greater_than" && typeof def.value === "bigint") minimum = greatest(minimum, def.value);
    if (def.check === "less_than" && typeof def.value === "bigint") maximum = least(maximum, def.value);
  }
  return { kind: "bigint", schema, minimum, maximum };
}

/** The shape of a literal or enum, or what is wrong with it. */
export function valuesShape(kind: "literal" | "enum", schema: core.$ZodType): Shape | string {
  const values: ReadonlySet<unknown> = schema._zod.values ?? new Set();
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
