import { storedShape } from "../shape/navigate.ts";
import type { LiteralValue, Shape } from "../shape/shape.ts";
import { canonicalNumber } from "../wire/number.ts";
import type { CharacterClass, Format } from "./template.ts";
import { inCase, type LetterCase } from "./text.ts";

const digits = (count: number): CharacterClass[] => Array<CharacterClass>(count).fill("digit");
const literal = (text: string): CharacterClass => ({ literal: text });
const hex = (count: number): CharacterClass[] => Array<CharacterClass>(count).fill("hex");
const date = [...digits(4), literal("-"), ...digits(2), literal("-"), ...digits(2)];

const isoDateTimeClasses = [
  ...date,
  literal("T"),
  ...digits(2),
  literal(":"),
  ...digits(2),
  literal(":"),
  ...digits(2),
  literal("."),
  ...digits(3),
  literal("Z"),
];
const uuid = [...hex(8), ...[4, 4, 4].flatMap((count) => [literal("-"), ...hex(count)]), literal("-"), ...hex(12)];

/** The name of the format that days have. */
export const dayFormat = "a date (2026-05-01)";

const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ["date", { kind: "fixed", name: dayFormat, classes: date }],
  ["uuid", { kind: "fixed", name: "a UUID", classes: uuid }],
  ["guid", { kind: "fixed", name: "a UUID", classes: uuid }],
  ["ulid", { kind: "fixed", name: "a ULID", classes: Array<CharacterClass>(26).fill("alphanumeric") }],
  ["ksuid", { kind: "fixed", name: "a KSUID", classes: Array<CharacterClass>(27).fill("alphanumeric") }],
  ["nanoid", { kind: "fixed", name: "a nanoid", classes: Array<CharacterClass>(21).fill("word") }],
]);

const isoDateTimeFormat: Format = {
  kind: "fixed",
  name: "a date and time in UTC with milliseconds",
  classes: isoDateTimeClasses,
};
const anyText: Format = { kind: "free", alphabet: "any" };

/** Digits with leading zeros. */
export function widthFormat(width: number): Format {
  return { kind: "fixed", name: `a whole number of at most ${width} digits`, classes: digits(width) };
}

const cache = new WeakMap<Shape, Format>();

/** Which texts the stored values of this shape are. */
export function formatOf(shape: Shape): Format {
  // Most keys are of texts, and nothing needs to be kept of those.
  if (shape.kind === "string") return (shape.format !== undefined && formats.get(shape.format)) || anyText;
  let format = cache.get(shape);
  if (format === undefined) {
    format = findFormat(shape);
    cache.set(shape, format);
  }
  return format;
}

function findFormat(shape: Shape): Format {
  for (let current = shape; ; ) {
    if (current.kind === "codec" && current.helper === "isoDateTime") return isoDateTimeFormat;
    if ("inner" in current) current = current.inner;
    else if ("stored" in current) current = current.stored;
    else break;
  }
  const stored = storedShape(shape);
  switch (stored.kind) {
    case "string":
      return formatOf(stored);
    case "number":
    case "bigint":
    case "decimal":
      return { kind: "free", alphabet: "number" };
    case "boolean":
      return { kind: "finite", values: ["false", "true"] };
    case "literal":
    case "enum":
      return { kind: "finite", values: textsOf(stored.values) };
    case "union":
    case "discriminatedUnion":
      return joined(stored.options.map(formatOf));
    default:
      return anyText;
  }
}

/** Literals differ, but not always as texts. */
function textsOf(values: readonly LiteralValue[]): readonly string[] {
  return values.every(isText) ? values : unique(values.map(printed));
}

// JavaScript writes very large and very small numbers with an exponent, which stored numbers do not have.
function printed(value: LiteralValue): string {
  const text = String(value);
  return typeof value === "number" ? (canonicalNumber(text) ?? text) : text;
}

function joined(options: readonly Format[]): Format {
  if (options.every((option) => option.kind === "finite")) {
    return { kind: "finite", values: unique(options.flatMap((option) => option.values)) };
  }
  const [first] = options;
  if (first && options.every((option) => option === first)) return first;
  return anyText;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

function isText(value: LiteralValue): value is string {
  return typeof value === "string";
}

/** The same texts in lower or upper case. */
export function casedFormat(format: Format, letterCase: LetterCase): Format {
  if (format.kind === "finite") {
    return { kind: "finite", values: unique(format.values.map((value) => inCase(value, letterCase))) };
  }
  if (format.kind === "fixed") {
    const classes = format.classes.map((c) => (typeof c === "string" ? c : literal(inCase(c.literal, letterCase))));
    return { ...format, classes };
  }
  return { kind: "free", alphabet: letterCase };
}

/** Whether texts of the format are in the same order in either case: they have digits where they differ. */
export function sortsInEitherCase(format: Format): boolean {
  return format.kind === "fixed" && format.classes.every((c) => typeof c !== "string" || c === "digit");
}

/** The length in UTF-16 units that all texts of a format have. */
export function lengthOf(format: Format): number | undefined {
  if (format.kind === "fixed") return format.classes.length;
  if (format.kind === "free") return undefined;
  const [first = ""] = format.values;
  return format.values.every((value) => value.length === first.length) ? first.length : undefined;
}

/** Whether a character is of a class. */
export function inClass(character: string, characterClass: CharacterClass): boolean {
  switch (characterClass) {
    case "digit":
      return character >= "0" && character <= "9";
    case "hex":
      return /^[0-9a-fA-F]$/.test(character);
    case "alphanumeric":
      return /^[0-9a-zA-Z]$/.test(character);
    case "word":
      return /^[0-9a-zA-Z_-]$/.test(character);
    default:
      return character === characterClass.literal;
  }
}

function fitsClasses(text: string, classes: readonly CharacterClass[]): boolean {
  for (let i = 0; i < classes.length; i++) {
    const characterClass = classes[i] as CharacterClass;
    if (characterClass === "digit") {
      const unit = text.charCodeAt(i);
      if (unit < 48 || unit > 57) return false;
    } else if (!inClass(text.charAt(i), characterClass)) return false;
  }
  return true;
}

/** Whether a text is of a format. */
export function fits(text: string, format: Format): boolean {
  switch (format.kind) {
    case "fixed":
      return text.length === format.classes.length && fitsClasses(text, format.classes);
    case "finite":
      return format.values.includes(text);
    default:
      return isCase(format.alphabet) ? inCase(text, format.alphabet) === text : true;
  }
}

/** Whether this says how letters are printed. */
export function isCase(modifier: string | undefined): modifier is LetterCase {
  return modifier === "lower" || modifier === "upper";
}
