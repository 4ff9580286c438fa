import type * as core from "zod/v4/core";
import { isOptionalIn, zodSchema } from "./internals.ts";
import { hasChecks } from "./run.ts";
import type { SchemaLike } from "./schema-like.ts";
import type { Shape } from "./shape.ts";

/** A bound of a number, and whether the number may be on it. */
export interface Bound {
  readonly value: number | bigint;
  readonly inclusive: boolean;
}

/** What the checks of a schema say, as far as they can be read: for programs that make values which pass them. */
export interface ShapeRules {
  /** Whether the program may leave the value out: it is optional, or something stands for it. */
  readonly omittable: boolean;
  /** Whether there are checks at all. Only trying a value tells what a `refine` thinks of it. */
  readonly checked: boolean;
  /** Characters of text (code points), elements of a list, members of a set. */
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly minimum: Bound | undefined;
  readonly maximum: Bound | undefined;
  readonly multiplesOf: readonly (number | bigint)[];
  /** zod's names of the formats that the text or number must have. */
  readonly formats: readonly string[];
  /** Of `regex` and formats, and of template literals; not what the next ones say. */
  readonly patterns: readonly RegExp[];
  readonly prefix: string;
  readonly suffix: string;
  /** Texts that must stand in it. */
  readonly parts: readonly string[];
  /** Digits of the seconds' fraction of a time; -1 for a time without seconds. */
  readonly precision: number | undefined;
}

const toldOtherwise: ReadonlySet<string> = new Set(["starts_with", "ends_with", "includes", "lowercase", "uppercase"]);

type Check = core.$ZodChecks["_zod"]["def"];

/**
 * Reads what the checks of a shape's schema say; not those of schemas in it.
 *
 * @example
 * const title = Task.model.attributes.get("title");
 * if (title) console.log(rulesOf(title.shape).minLength); // 1
 */
export function rulesOf({ schema }: Shape): ShapeRules {
  const all = checksOf(schema);
  const lows = all.flatMap((def): Bound[] => (def.check === "greater_than" ? [boundOf(def)] : []));
  const highs = all.flatMap((def): Bound[] => (def.check === "less_than" ? [boundOf(def)] : []));
  const texts = all.filter((def) => def.check === "string_format");
  const { pattern } = zodSchema(schema)._zod;
  const template = zodSchema(schema)._zod.def.type === "template_literal";
  return Object.freeze({
    omittable: isOptionalIn(schema),
    checked: hasChecks(schema) || template,
    minLength: outermost(all.flatMap(lowLength), Math.max),
    maxLength: outermost(all.flatMap(highLength), Math.min),
    minimum: lows.reduce<Bound | undefined>((a, b) => (a && (a.value > b.value || closed(a, b)) ? a : b), undefined),
    maximum: highs.reduce<Bound | undefined>((a, b) => (a && (a.value < b.value || closed(a, b)) ? a : b), undefined),
    multiplesOf: all.flatMap((def) => (def.check === "multiple_of" ? [def.value as number | bigint] : [])),
    formats: all.flatMap((def) => ("format" in def && typeof def.format === "string" ? [def.format] : [])),
    patterns: [
      ...texts.flatMap((def) => (def.pattern && !toldOtherwise.has(def.format) ? [def.pattern] : [])),
      ...(template && pattern ? [pattern] : []),
    ],
    prefix: texts.map((def) => ("prefix" in def ? String(def.prefix) : "")).reduce(longer, ""),
    suffix: texts.map((def) => ("suffix" in def ? String(def.suffix) : "")).reduce(longer, ""),
    parts: texts.flatMap((def) => ("includes" in def ? [String(def.includes)] : [])),
    precision: all.reduce<number | undefined>((found, def) => found ?? precisionOf(def), undefined),
  });
}

function precisionOf(def: Check): number | undefined {
  return "precision" in def && typeof def.precision === "number" ? def.precision : undefined;
}

/** A format such as `z.int()` or `z.email()` is schema and check at once. */
function checksOf(schema: SchemaLike): readonly Check[] {
  const { def } = zodSchema(schema)._zod;
  const own = "check" in def ? [def as unknown as Check] : [];
  return [...own, ...(def.checks ?? []).map((check) => check._zod.def as Check)];
}

function boundOf(def: { readonly value: unknown; readonly inclusive: boolean }): Bound {
  return { value: def.value as number | bigint, inclusive: def.inclusive };
}

// Of two bounds at one place the one that leaves it out is the narrower.
function closed(a: Bound, b: Bound): boolean {
  return a.value === b.value && !a.inclusive;
}

function lowLength(def: Check): number[] {
  if (def.check === "min_length" || def.check === "min_size") return [def.minimum];
  return exactLength(def);
}

function highLength(def: Check): number[] {
  if (def.check === "max_length" || def.check === "max_size") return [def.maximum];
  return exactLength(def);
}

function exactLength(def: Check): number[] {
  if (def.check === "length_equals") return [def.length];
  return def.check === "size_equals" ? [def.size] : [];
}

function outermost(values: readonly number[], of: (...values: number[]) => number): number | undefined {
  return values.length === 0 ? undefined : of(...values);
}

function longer(a: string, b: string): string {
  return a.length >= b.length ? a : b;
}
