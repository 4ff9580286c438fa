import { didYouMean, listNames } from "../error/did-you-mean.ts";
import type { Shape } from "../shape/shape.ts";
import { storedTypes } from "../shape/stored-type.ts";
import type { KeyAttribute } from "../table/model.ts";
import type { Problems } from "../table/problems.ts";
import type { WireType } from "../wire/attribute-value.ts";
import { casedFormat, formatOf, isCase, lengthOf, widthFormat } from "./format.ts";
import { partitionLimit, sortLimit } from "./length.ts";
import { type ParsedPart, parseTemplate } from "./parse.ts";
import { mostShards, shardsOf } from "./shard.ts";
import type {
  Format,
  KeyTemplate,
  Modifier,
  ShardPart,
  TemplateAttribute,
  TemplatePart,
  ValuePart,
} from "./template.ts";
import { escapeText, firstCharacter } from "./text.ts";

const mostDigits = 38;
const noEscapes: ReadonlySet<string> = new Set();
const modifiers = ["lower", "upper", "escaped", "text"];

/** Where a template stands and what it may name. */
export interface TemplatePlace {
  readonly problems: Problems;
  readonly path: string;
  readonly keyAttribute: KeyAttribute;
  readonly role: "partition" | "sort";
  /** The key attribute is a sort key in another place, and so held to its limit. */
  readonly sortsElsewhere: boolean;
  /** Attributes of the primary key are required. */
  readonly primary: boolean;
  readonly attributes: ReadonlyMap<string, TemplateAttribute>;
  /** The attribute that the key attribute is itself, where it is one. */
  readonly whole?: string | undefined;
  /** The templates of the primary key, where items may be spread by it: in partition keys of global indexes. */
  readonly shardedBy?: readonly KeyTemplate[] | undefined;
}

type Placeholder = Extract<ParsedPart, { readonly attribute: string }>;

/** Reads a template and checks that keys made by it are unambiguous and keep their order; `undefined` after a problem. */
export function buildTemplate(place: TemplatePlace, text: string): KeyTemplate | undefined {
  const { problems, path, keyAttribute, attributes } = place;
  const before = problems.found.length;
  const parsed = parseTemplate(text, place.whole);
  for (const problem of parsed.problems) problems.add(path, problem);
  if (parsed.problems.length > 0) return undefined;
  const [only] = parsed.parts;
  const raw = parsed.parts.length === 1 && only !== undefined && "attribute" in only && only.modifier === undefined;
  if (!raw && keyAttribute.type !== "S") {
    problems.add(
      path,
      `'${keyAttribute.name}' is a key attribute of type "${keyAttribute.type}", which only takes an attribute as it is: write one placeholder, such as "{${parsed.parts.flatMap((part) => ("attribute" in part ? [part.attribute] : []))[0] ?? "attribute"}}", or give the key attribute the type "S"`,
    );
    return undefined;
  }
  const escapes = parsed.parts.some((part) => "attribute" in part && part.modifier === "escaped")
    ? new Set(
        parsed.parts.flatMap((part) => ("literal" in part ? [...part.literal] : [])).filter((c) => !isAlphanumeric(c)),
      )
    : noEscapes;
  const parts: TemplatePart[] = [];
  const names: string[] = [];
  let shards: number | undefined;
  for (const [i, part] of parsed.parts.entries()) {
    const count = shardsOf(part);
    if ("literal" in part) parts.push({ kind: "literal", text: part.literal });
    else if (count !== undefined) {
      parts.push(...buildShard(place, count, shards !== undefined));
      shards = count;
    } else {
      const built = buildPart(place, part, parsed.parts[i + 1], escapes, raw);
      if (built === undefined) continue;
      parts.push(built);
      if (!names.includes(built.attribute)) names.push(built.attribute);
    }
  }
  if (problems.found.length > before) return undefined;
  const [first = ""] = names;
  return Object.freeze({
    keyAttribute,
    text,
    parts: Object.freeze(parts),
    attributes: Object.freeze(names),
    raw,
    own: raw && attributes.get(first)?.storedName === keyAttribute.name,
    limit: place.role === "partition" && !place.sortsElsewhere ? partitionLimit : sortLimit,
    ...(shards !== undefined && { shards }),
  });
}

function buildShard(
  { problems, path, attributes, shardedBy }: TemplatePlace,
  shards: number,
  again: boolean,
): ShardPart[] {
  const before = problems.found.length;
  const example = `{shard:${shards}}`;
  if (shardedBy === undefined) {
    problems.add(
      path,
      `${example} is worked out of the primary key, and spreads the items of a partition: it stands in the partition key of a global index, and nowhere else`,
    );
  }
  if (attributes.has("shard")) {
    problems.add(
      path,
      `${example} is the number of a shard, and the schema has an attribute 'shard', too: give the attribute another name, and its stored name in \`storedAs\``,
    );
  }
  if (again) problems.add(path, "a partition is spread once: write one {shard:...}");
  if (shards < 2 || shards > mostShards) problems.add(path, `a partition has from 2 to ${mostShards} shards`);
  if (problems.found.length > before || shardedBy === undefined) return [];
  return [Object.freeze({ kind: "shard", shards, length: String(shards - 1).length, of: shardedBy })];
}

function isAlphanumeric(character: string): boolean {
  return /^[A-Za-z0-9]$/.test(character);
}

function buildPart(
  place: TemplatePlace,
  { attribute: name, modifier }: Placeholder,
  next: ParsedPart | undefined,
  escapes: ReadonlySet<string>,
  raw: boolean,
): ValuePart | undefined {
  const { problems, path, keyAttribute } = place;
  const attribute = place.attributes.get(name);
  if (!attribute) {
    problems.add(path, `the schema has no attribute '${name}'${didYouMean(name, place.attributes.keys())}`);
    return undefined;
  }
  if (place.primary && attribute.optional) {
    problems.add(
      path,
      `'${name}' is optional, and every item needs its whole primary key: make it required (in every variant, where the schema is a union), or leave it out of the key`,
    );
  }
  const type = keyType(place, name, attribute.shape);
  if (type === undefined) return undefined;
  if (raw && type !== keyAttribute.type) {
    const advice =
      type === "N" && keyAttribute.type === "S"
        ? `; pad the number, such as {${name}:8}, or give the key attribute the type "N"`
        : "";
    problems.add(
      path,
      `'${name}' is stored as ${type}, and '${keyAttribute.name}' is a key attribute of type "${keyAttribute.type}"${advice}`,
    );
    return undefined;
  }
  const read = readModifier(place, name, type, modifier, raw);
  if (!read) return undefined;
  const format = printedFormat(attribute.shape, read, escapes);
  const length = lengthOf(format);
  const stop = next && "literal" in next ? firstCharacter(next.literal) : undefined;
  checkEnd(place, name, { format, length, stop, modifier: read.modifier, next });
  return Object.freeze({
    kind: "value",
    attribute: name,
    storedName: attribute.storedName,
    type,
    modifier: read.modifier,
    width: read.width,
    format,
    length: raw ? undefined : length,
    stop,
    escapes: read.modifier === "escaped" ? escapes : noEscapes,
  });
}

/** The one type that an attribute is stored as, if it can stand in a key. */
function keyType({ problems, path, keyAttribute }: TemplatePlace, name: string, shape: Shape): WireType | undefined {
  const types = [...storedTypes(shape)];
  if (types.length < 10 && types.includes("NULL")) {
    problems.add(path, `'${name}' may be null, and a key has no null: make it optional instead of nullable`);
    return undefined;
  }
  const [type] = types;
  const usable = keyAttribute.type === "B" ? ["S", "N", "B", "BOOL"] : ["S", "N", "BOOL"];
  if (types.length === 1 && type !== undefined && usable.includes(type)) return type;
  const stored = types.length > 9 ? "anything" : types.join(" or ");
  problems.add(
    path,
    `'${name}' is stored as ${stored}, and a key template takes attributes of one type: a string, a number or a boolean${type === "B" ? ' (a binary value only as the whole key, in a key attribute of type "B")' : ""}`,
  );
  return undefined;
}

interface ReadModifier {
  readonly modifier: Modifier | undefined;
  readonly width: number | undefined;
}

function readModifier(
  { problems, path, role }: TemplatePlace,
  name: string,
  type: WireType,
  text: string | undefined,
  raw: boolean,
): ReadModifier | undefined {
  if (text === undefined) {
    if (type === "N" && !raw && role === "sort") {
      problems.add(
        path,
        `the number '${name}' needs a width to sort as a number: write {${name}:8} for whole numbers from 0 with at most 8 digits, or {${name}:text} to let it sort as text`,
      );
    }
    return { modifier: undefined, width: undefined };
  }
  if (/^\d+$/.test(text)) {
    const width = Number(text);
    if (width < 1 || width > mostDigits) problems.add(path, `the width of '${name}' is from 1 to ${mostDigits}`);
    else if (type !== "N")
      problems.add(path, `'${name}' is stored as ${type}: only numbers have a width; write {${name}}`);
    else return { modifier: "width", width };
    return undefined;
  }
  // A number has no letters; the text of a boolean is in lower case.
  const same = text === "text" || (isCase(text) && (type === "N" || (type === "BOOL" && text === "lower")));
  if (same) return { modifier: undefined, width: undefined };
  if (text !== "escaped" && !isCase(text)) {
    const hint = didYouMean(text, modifiers);
    problems.add(
      path,
      `there is no modifier '${text}'${hint === "" ? `; there are ${listNames(modifiers)}, and a width such as {${name}:8} for numbers` : hint}`,
    );
    return undefined;
  }
  if (type === "S" || isCase(text)) return { modifier: text, width: undefined };
  problems.add(path, `'${name}' is stored as ${type}: '${text}' is for strings`);
  return undefined;
}

function printedFormat(shape: Shape, { modifier, width }: ReadModifier, escapes: ReadonlySet<string>): Format {
  const format = formatOf(shape);
  switch (modifier) {
    case "width":
      return widthFormat(width ?? 1);
    case "lower":
    case "upper":
      return casedFormat(format, modifier);
    case "escaped":
      return format.kind === "finite"
        ? { kind: "finite", values: format.values.map((value) => escapeText(value, escapes)) }
        : { kind: "free", alphabet: "any" };
    default:
      return format;
  }
}

interface End {
  readonly format: Format;
  readonly length: number | undefined;
  readonly stop: string | undefined;
  readonly modifier: Modifier | undefined;
  readonly next: ParsedPart | undefined;
}

/** Reports a value whose end could not be found in the key. */
function checkEnd(
  { problems, path }: TemplatePlace,
  name: string,
  { format, length, stop, modifier, next }: End,
): void {
  if (length !== undefined || next === undefined) return;
  if ("attribute" in next) {
    problems.add(
      path,
      `'${name}' and '${next.attribute}' stand side by side, and nothing says where one ends; put a delimiter between them, such as {${name}}#{${next.attribute}}`,
    );
  } else if (stop !== undefined && modifier === "escaped" && (stop === "%" || isAlphanumeric(stop))) {
    problems.add(
      path,
      `'${name}' is escaped and followed by '${stop}'; escaped text contains letters, digits and '%', so end it with another character, such as '#'`,
    );
  } else if (stop !== undefined && format.kind === "finite") {
    const value = format.values.find((text) => text.includes(stop));
    if (value !== undefined)
      problems.add(
        path,
        `'${name}' may be '${value}', which contains the '${stop}' that ends it; choose another delimiter, or write {${name}:escaped}`,
      );
  }
}
