import type { ShapeRules } from "keywright";
import type { Random } from "../random.ts";
import { textsOf } from "../regex/text-of.ts";
import { formatted } from "./format.ts";
import type { Place } from "./place.ts";

const words: readonly string[] = (
  "amber birch cedar delta ember fjord grove harbor iris juniper kestrel lagoon maple north olive pebble quartz river " +
  "sierra tundra umber violet willow yarrow zephyr"
).split(" ");
// Longer texts make items large to no use; the edge case of the longest keys looks for its own.
const LONG = 1000;
const formatChecks = new Set(["regex", "starts_with", "ends_with", "includes", "lowercase", "uppercase"]);

/** A text that the checks of its schema let pass, as far as they could be read. `attempt` varies how it is made. */
export function makeText(rules: ShapeRules, place: Place, attempt: number): string {
  const { random, hint } = place;
  const format = rules.formats.find((name) => !formatChecks.has(name));
  // Every fourth time by the pattern alone, which may have been made narrower than zod's.
  const known = format !== undefined && attempt % 4 !== 3 ? formatted(format, random, rules.precision) : undefined;
  if (known !== undefined) return known;
  const whole = rules.patterns.filter(isWhole);
  const pattern = whole[attempt % Math.max(1, whole.length)];
  const texts = pattern && textsOf(pattern);
  const text = texts
    ? texts(random, stretchOf(rules, place, attempt), attempt % 3 === 1)
    : freeText(rules, place, attempt);
  const cased = inCase(rules, text);
  return hint && hint.avoid !== "" ? without(cased, hint.avoid) : cased;
}

/** Whether a pattern speaks of the text from its beginning or to its end; others ask for a part that stands somewhere. */
function isWhole({ source }: RegExp): boolean {
  return source.startsWith("^") || source.endsWith("$");
}

function stretchOf(
  { minLength = 0, maxLength = 8 }: ShapeRules,
  { random, style, hint }: Place,
  attempt: number,
): number {
  const most = style.text === "longest" && attempt < 2 ? Math.min(maxLength, LONG) : Math.max(8, minLength);
  // Of a key there are to be many.
  return random.integer(hint?.key ? Math.min(8, most) : Math.min(minLength, most), most);
}

function inCase({ formats }: ShapeRules, text: string): string {
  if (formats.includes("lowercase")) return text.toLowerCase();
  return formats.includes("uppercase") ? text.toUpperCase() : text;
}

// Only free characters are replaced: what a pattern asks for is found by trying again.
function without(text: string, avoid: string): string {
  return [...text].map((character) => (avoid.includes(character) ? "x" : character)).join("");
}

function freeText(rules: ShapeRules, place: Place, attempt: number): string {
  const { prefix, suffix } = rules;
  const asked = rules.patterns.flatMap((pattern) => textsOf(pattern)?.(place.random, 1) ?? []);
  // Some parts are words by themselves, and some texts have no spaces.
  const parts = [...rules.parts, ...asked].join(attempt % 2 === 0 ? "" : " ");
  const fixed = [...prefix, ...suffix, ...parts].length;
  const least = Math.max(0, (rules.minLength ?? 0) - fixed);
  const most = Math.max(least, (rules.maxLength ?? Number.POSITIVE_INFINITY) - fixed);
  const middle = body(place, least, most, attempt);
  const gap = attempt % 2 === 1 && parts !== "" && middle !== "" ? " " : "";
  return `${prefix}${parts}${gap}${middle}${suffix}`;
}

function body({ random, style, hint }: Place, least: number, most: number, attempt: number): string {
  const nonEmpty = hint?.key ? Math.max(1, least) : least;
  if (attempt < 2 && typeof style.text === "object") {
    return repeated(style.text.of, Math.min(most, Math.max(nonEmpty, random.integer(8, 20))), random);
  }
  if (attempt < 2 && style.text === "longest" && !hint?.key) return random.id(Math.min(most, Math.max(LONG, least)));
  if (attempt < 2 && style.text === "empty" && nonEmpty === 0) return "";
  if (attempt < 2 && style.text === "shortest") return random.id(nonEmpty);
  if (hint?.key) return random.id(Math.min(most, Math.max(nonEmpty, 10)));
  const text = Array.from({ length: random.integer(1, 3) }, () => random.pick(words)).join(" ");
  if (text.length > most) return random.id(random.integer(Math.min(least, most), most));
  return text.length < least ? random.id(least) : text;
}

/** Whole characters of a list, in turn. */
function repeated(of: readonly string[], count: number, random: Random): string {
  const start = random.integer(0, of.length - 1);
  let text = "";
  for (let i = 0, length = 0; length < count && i < count; i++) {
    const next = of[(start + i) % of.length] ?? "";
    const size = [...next].length;
    if (length + size > count) return `${text}${"x".repeat(count - length)}`;
    text += next;
    length += size;
  }
  return text;
}
