import fc from "fast-check";
import * as z from "zod";
import { isOptional } from "../../shape/presence.ts";
import type { SchemaLike } from "../../shape/schema-like.ts";
import { shapeOf } from "../../shape/walk.ts";
import type { KeyAttribute } from "../../table/model.ts";
import { collectProblems } from "../../table/problems.ts";
import type { AttributeValue } from "../../wire/attribute-value.ts";
import { buildTemplate } from "../build.ts";
import type { KeyTemplate, TemplateAttribute } from "../template.ts";

/** Attribute values in stored form. */
export type Stored = ReadonlyMap<string, AttributeValue>;

/** Characters at which orders and delimiters go wrong: below and above `#`, and where UTF-16 and UTF-8 disagree. */
export const hostile: readonly string[] = [
  ..." !#%-.|aAbZz09",
  "\0",
  "é",
  "Σ",
  "ς",
  "ß",
  "\ud7ff",
  "\ue000",
  "\uffff",
  "😀",
  "\u{10ffff}",
];
export const hostileText: fc.Arbitrary<string> = fc.string({ unit: fc.constantFrom(...hostile), maxLength: 4 });

export interface TemplateResult {
  readonly template: KeyTemplate | undefined;
  readonly problems: readonly string[];
}

/** Builds a template as a definition would. */
export function tryTemplate(
  text: string,
  schemas: Readonly<Record<string, SchemaLike>>,
  {
    role = "sort",
    type = "S",
    primary = false,
  }: { role?: "partition" | "sort"; type?: KeyAttribute["type"]; primary?: boolean } = {},
): TemplateResult {
  const attributes = new Map<string, TemplateAttribute>();
  for (const [name, schema] of Object.entries(schemas)) {
    const read = shapeOf(schema);
    if (!("shape" in read)) throw new Error(`the schema of ${name} cannot be stored`);
    attributes.set(name, { name, storedName: name, shape: read.shape, optional: isOptional(read.shape) });
  }
  const problems = collectProblems();
  const keyAttribute: KeyAttribute = { name: role === "sort" ? "SK" : "PK", type };
  const place = { problems, path: "key", keyAttribute, role, sortsElsewhere: false, primary, attributes };
  const template = buildTemplate(place, text);
  return { template, problems: problems.found.map(({ message }) => message) };
}

/** Builds a template that has no problem. */
export function makeTemplate(...args: Parameters<typeof tryTemplate>): KeyTemplate {
  const { template, problems } = tryTemplate(...args);
  if (!template) throw new Error(problems.join("\n"));
  return template;
}

type Kind = "free" | "lower" | "upper" | "escaped" | "date" | "width" | "choice" | "boolean";

const schemas: { readonly [K in Kind]: SchemaLike } = {
  free: z.string(),
  lower: z.string(),
  upper: z.string(),
  escaped: z.string(),
  date: z.iso.date(),
  width: z.int(),
  choice: z.enum(["a", "ab", "B", "a!"]),
  boolean: z.boolean(),
};
const modifiers: { readonly [K in Kind]: string } = {
  free: "",
  lower: ":lower",
  upper: ":upper",
  escaped: ":escaped",
  date: "",
  width: ":3",
  choice: "",
  boolean: "",
};

const date = fc.constantFrom("0000-01-01", "2026-05-01", "2026-05-02", "2026-05-31", "2026-06-01", "9999-12-31");

/** Values of an attribute that may stand before `stop`. */
function valuesOf(kind: Kind, stop: string | undefined): fc.Arbitrary<AttributeValue> {
  const text = (arbitrary: fc.Arbitrary<string>): fc.Arbitrary<AttributeValue> => arbitrary.map((S) => ({ S }));
  switch (kind) {
    case "free":
      return text(hostileText.map((value) => (stop === undefined ? value : value.replaceAll(stop, ""))));
    case "lower":
    case "upper":
      return text(
        hostileText.map((value) => [...value].filter((c) => c.toLowerCase() !== stop?.toLowerCase()).join("")),
      );
    case "escaped":
      return text(hostileText);
    case "date":
      return text(date);
    case "width":
      return fc.oneof(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 12 })).map((n) => ({ N: String(n) }));
    case "choice":
      return text(fc.constantFrom("a", "ab", "B", "a!").filter((value) => stop === undefined || !value.includes(stop)));
    default:
      return fc.boolean().map((BOOL) => ({ BOOL }));
  }
}

export interface TemplateCase {
  readonly template: KeyTemplate;
  readonly kinds: ReadonlyMap<string, Kind>;
  /** Values for all attributes of the template. */
  readonly values: fc.Arbitrary<Stored>;
}

const delimiters = ["#", "|", "-", "#USER#", "é", "\ud7ff", "\uffff", "😀", "\u{10ffff}", "Z"];
const part = fc.record({
  kind: fc.constantFrom<Kind>("free", "free", "lower", "upper", "escaped", "date", "width", "choice", "boolean"),
  /** Fixed values may stand without a delimiter. */
  bare: fc.boolean(),
  delimiter: fc.constantFrom(...delimiters),
  /** The attribute of the first place again. */
  repeat: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
});

/** Templates of every kind of placeholder and delimiter, all of them valid. */
export const templateCase: fc.Arbitrary<TemplateCase> = fc
  .record({
    start: fc.constantFrom("", "#", "TASK#", "\u{10ffff}", "\ud7ff"),
    parts: fc.array(part, { minLength: 1, maxLength: 4 }),
    end: fc.boolean(),
  })
  .map(({ start, parts, end }) => {
    // One placeholder alone would be raw, which takes a string only.
    let text = start === "" && parts.length === 1 && !end ? "#" : start;
    const kinds = new Map<string, Kind>();
    const used: Record<string, SchemaLike> = {};
    const stops = new Map<string, Set<string>>();
    parts.forEach((entry, i) => {
      const last = i === parts.length - 1;
      const repeat = entry.repeat && i > 0;
      const kind = (repeat && kinds.get("a0")) || entry.kind;
      const name = repeat ? "a0" : `a${i}`;
      kinds.set(name, kind);
      used[name] = schemas[kind];
      text += `{${name}${modifiers[kind]}}`;
      const bare = last ? !end : entry.bare && (kind === "date" || kind === "width");
      // No value of the enum may contain its delimiter, and an escaped value needs one that is escaped.
      const delimiter = kind === "escaped" && entry.delimiter === "Z" ? "#" : entry.delimiter;
      if (bare) return;
      text += delimiter;
      const known = stops.get(name) ?? new Set();
      stops.set(name, known.add(String.fromCodePoint(delimiter.codePointAt(0) ?? 0)));
    });
    const values = fc.record(
      Object.fromEntries(
        [...kinds].map(([name, kind]) => {
          const [first, ...more] = stops.get(name) ?? [];
          const plain = valuesOf(kind, first);
          const fits = (value: AttributeValue): boolean =>
            kind === "escaped" ||
            !("S" in value) ||
            more.every((stop) => !value.S.toLowerCase().includes(stop.toLowerCase()));
          return [name, plain.filter((value) => more.length === 0 || kind === "date" || fits(value))];
        }),
      ),
    );
    return {
      template: makeTemplate(text, used),
      kinds,
      values: values.map((record) => new Map(Object.entries(record))),
    };
  })
  .filter(({ template }) => !template.raw);
