import { didYouMean } from "../error/did-you-mean.ts";
import type { Shape } from "../shape/shape.ts";
import { storedTypes } from "../shape/stored-type.ts";
import type { KeyAttribute } from "../table/model.ts";
import type { Problems } from "../table/problems.ts";
import type { WireType } from "../wire/attribute-value.ts";
import { formatOf, lengthOf } from "./format.ts";
import { partitionLimit, sortLimit } from "./length.ts";
import { printedFormat, readModifier } from "./modifier.ts";
import { type ParsedPart, type ParsedTemplate, parseTemplate } from "./parse.ts";
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
import { firstCharacter } from "./text.ts";

const noEscapes: ReadonlySet<string> = new Set();

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
export function buildTemplate(
  place: TemplatePlace,
  text: string,
  parsed: ParsedTemplate = parseTemplate(text, place.whole),
): KeyTemplate | undefined {
  const { problems, path, keyAttribute } = place;
  const before = problems.found.length;
  const found = parsed.parts;
  if (parsed.problems.length > 0) {
    for (const problem of parsed.problems) problems.add(path, problem);
    return undefined;
  }
  const only = found[0];
  const raw = found.length === 1 && only !== undefined && "attribute" in only && only.modifier === undefined;
  if (!raw && keyAttribute.type !== "S") {
    problems.add(path, notRaw(keyAttribute, found));
    return undefined;
  }
  const escapes = escapesOf(found);
  let shards: number | undefined;
  // One part for each, and no list that grows: those have room for more, which they keep.
  const parts = found.map((part, i): TemplatePart | undefined => {
    if ("literal" in part) return { kind: "literal", text: part.literal };
    const count = shardsOf(part);
    if (count === undefined) return buildPart(place, part, found[i + 1], escapes, raw);
    const again = shards !== undefined;
    shards = count;
    return buildShard(place, count, again);
  });
  // A problem that was found before is not found again.
  if (problems.found.length > before || parts.includes(undefined)) return undefined;
  const names = namesOf(parts);
  const template: { -readonly [K in keyof KeyTemplate]: KeyTemplate[K] } = {
    keyAttribute,
    text,
    parts: Object.freeze(parts as TemplatePart[]),
    attributes: Object.freeze(names),
    raw,
    own: raw && place.attributes.get(names[0] ?? "")?.storedName === keyAttribute.name,
    limit: place.role === "partition" && !place.sortsElsewhere ? partitionLimit : sortLimit,
  };
  if (shards !== undefined) template.shards = shards;
  return Object.freeze(template);
}

function notRaw({ name, type }: KeyAttribute, parts: readonly ParsedPart[]): string {
  const named = parts.find((part) => "attribute" in part);
  const example = named && "attribute" in named ? named.attribute : "attribute";
  return `'${name}' is a key attribute of type "${type}", which only takes an attribute as it is: write one placeholder, such as "{${example}}", or give the key attribute the type "S"`;
}

/** What escaped values of a template escape: what its literals have, but for letters and digits. */
function escapesOf(parts: readonly ParsedPart[]): ReadonlySet<string> {
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as ParsedPart;
    if ("literal" in part || part.modifier !== "escaped") continue;
    const literals = parts.flatMap((each) => ("literal" in each ? [...each.literal] : []));
    return new Set(literals.filter((character) => !isAlphanumeric(character)));
  }
  return noEscapes;
}

/** The attributes that parts name, each once. */
function namesOf(parts: readonly (TemplatePart | undefined)[]): readonly string[] {
  let names: string[] | undefined;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (part?.kind !== "value") continue;
    if (names === undefined) names = [part.attribute];
    else if (!names.includes(part.attribute)) names = [...names, part.attribute];
  }
  return names ?? [];
}

function buildShard(
  { problems, path, attributes, shardedBy }: TemplatePlace,
  shards: number,
  again: boolean,
): ShardPart | undefined {
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
  if (problems.found.length > before || shardedBy === undefined) return undefined;
  return Object.freeze({ kind: "shard", shards, length: String(shards - 1).length, of: shardedBy });
}

function isAlphanumeric(character: string): boolean {
  return /^[A-Za-z0-9]$/.test(character);
}

function buildPart(
  place: TemplatePlace,
  { attribute: name, modifier: written }: Placeholder,
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
  const { shape, storedName } = attribute;
  if (place.primary && attribute.optional) problems.add(path, optionalInKey(name));
  const type = keyType(place, name, shape);
  if (type === undefined) return undefined;
  if (raw && type !== keyAttribute.type) {
    problems.add(path, otherType(name, type, keyAttribute));
    return undefined;
  }
  const read = readModifier(place, name, type, written, raw);
  if (!read) return undefined;
  const { modifier, width } = read;
  const format = modifier === undefined ? formatOf(shape) : printedFormat(shape, read, escapes);
  const length = lengthOf(format);
  const stop = next && "literal" in next ? firstCharacter(next.literal) : undefined;
  if (length === undefined && next !== undefined) checkEnd(place, name, { format, stop, modifier, next });
  return Object.freeze({
    kind: "value",
    attribute: name,
    storedName,
    type,
    modifier,
    width,
    format,
    length: raw ? undefined : length,
    stop,
    escapes: modifier === "escaped" ? escapes : noEscapes,
  });
}

function optionalInKey(name: string): string {
  return `'${name}' is optional, and every item needs its whole primary key: make it required (in every variant, where the schema is a union), or leave it out of the key`;
}

function otherType(name: string, type: WireType, keyAttribute: KeyAttribute): string {
  const advice =
    type === "N" && keyAttribute.type === "S"
      ? `; pad the number, such as {${name}:8}, or give the key attribute the type "N"`
      : "";
  return `'${name}' is stored as ${type}, and '${keyAttribute.name}' is a key attribute of type "${keyAttribute.type}"${advice}`;
}

/** The one type that an attribute is stored as, if it can stand in a key. */
function keyType(place: TemplatePlace, name: string, shape: Shape): WireType | undefined {
  const found = storedTypes(shape);
  // A text or a number may stand in any key that is not binary alone.
  if (found.size === 1) {
    if (found.has("S")) return "S";
    if (found.has("N")) return "N";
  }
  return otherKeyType(place, name, [...found]);
}

function otherKeyType(
  { problems, path, keyAttribute }: TemplatePlace,
  name: string,
  types: readonly WireType[],
): WireType | undefined {
  if (types.length < 10 && types.includes("NULL")) {
    problems.add(path, `'${name}' may be null, and a key has no null: make it optional instead of nullable`);
    return undefined;
  }
  const [type] = types;
  if (types.length === 1 && (type === "BOOL" || (type === "B" && keyAttribute.type === "B"))) return type;
  const stored = types.length > 9 ? "anything" : types.join(" or ");
  problems.add(
    path,
    `'${name}' is stored as ${stored}, and a key template takes attributes of one type: a string, a number or a boolean${type === "B" ? ' (a binary value only as the whole key, in a key attribute of type "B")' : ""}`,
  );
  return undefined;
}

interface End {
  readonly format: Format;
  readonly stop: string | undefined;
  readonly modifier: Modifier | undefined;
  readonly next: ParsedPart;
}

/** Reports a value of no fixed length whose end could not be found in the key. */
function checkEnd({ problems, path }: TemplatePlace, name: string, { format, stop, modifier, next }: End): void {
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
