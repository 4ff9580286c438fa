import type { Issue } from "../error/issue.ts";
import type { Path } from "../error/path.ts";
import { ReadError } from "../error/read-error.ts";
import { ValidationError } from "../error/validation-error.ts";
import { childShape, entryShape, objectVariants, storedShape } from "../shape/navigate.ts";
import type { LiteralValue, Shape } from "../shape/shape.ts";
import type { AttributeValue, WireItem } from "../wire/attribute-value.ts";
import { decodeValue, encodeValue } from "./attempt.ts";
import { compileCodec } from "./codec.ts";
import { unknownAttribute } from "./interpret/fill.ts";
import { type AttributeMask, decodeMasked } from "./masked.ts";
import { define } from "./property.ts";

/** How an item is read. */
export interface DecodeOptions {
  /** The attributes, by their names in the program, of a read of a part of the item. Those that are missing are left out. */
  readonly attributes?: readonly string[];
  /** What is read of those attributes that are not read whole. */
  readonly mask?: AttributeMask;
  /** Whether a part of an item has what tells the options of a union apart: an option may leave it to a default. */
  readonly discriminated?: boolean;
  /** `structural`, the default, checks types; `strict` holds the item to the whole schema. */
  readonly mode?: "structural" | "strict";
}

/** Translates the items of an entity: the attributes of its schema, and no others. */
export interface ItemCodec {
  /** Fills defaults at any depth. Keys, version and timestamps are not its business. Throws a ValidationError. */
  encode(item: unknown): WireItem;
  /** Drops stored attributes that the schema does not have. Throws a ReadError. */
  decode(wire: WireItem, options?: DecodeOptions): object;
  /** One attribute by its name in the program, such as an operand of an update. Throws a ValidationError. */
  encodeAttribute(name: string, value: unknown, path?: Path): AttributeValue;
  /** Throws a ReadError. */
  decodeAttribute(name: string, stored: AttributeValue): unknown;
}

/**
 * @param root the shape of the schema: an object or a discriminated union
 * @param storedAs names in the table of attributes that have another name there, by their names in the program
 * @param reserved names in the table that are not the schema's (keys, managed attributes): a loose schema neither reads nor writes them
 */
export function compileItemCodec(
  root: Shape,
  entity: string,
  storedAs: ReadonlyMap<string, string>,
  reserved: ReadonlySet<string> = new Set(),
): ItemCodec {
  const programNames = new Map(Array.from(storedAs, ([name, stored]) => [stored, name]));
  const loose = entryShape(root) !== undefined;
  const declared = new Set(objectVariants(root).flatMap(({ properties }) => [...properties.keys()]));
  const asIs = storedAs.size === 0 && !(loose && reserved.size > 0);

  const attributeShape = (name: string): Shape | undefined => childShape(root, name) ?? entryShape(root);

  function toStoredNames(map: WireItem): WireItem {
    if (asIs) return map;
    const item: WireItem = {};
    const issues: Issue[] = [];
    for (const [name, value] of Object.entries(map)) {
      const stored = storedAs.get(name) ?? name;
      if (declared.has(name) || !(reserved.has(stored) || programNames.has(stored))) define(item, stored, value);
      else issues.push({ path: [name], code: "unknown_attribute", message: taken });
    }
    if (issues.length > 0) throw new ValidationError({ entity, issues });
    return item;
  }

  function toProgramNames(wire: WireItem): WireItem {
    if (asIs) return wire;
    const map: WireItem = {};
    for (const [stored, value] of Object.entries(wire)) {
      const name = programNames.get(stored) ?? stored;
      const foreign = storedAs.has(name) ? storedAs.get(name) !== stored : !declared.has(name) && reserved.has(stored);
      if (!foreign) define(map, name, value);
    }
    return map;
  }

  function decodePart(map: WireItem, names: readonly string[], options: DecodeOptions): object {
    const { mask = {}, discriminated = false } = options;
    const strict = options.mode === "strict";
    const variant = variantOf(root, map, discriminated);
    const item = {};
    const issues: Issue[] = [];
    for (const name of inOrder(names, declared)) {
      const shape = childShape(variant, name) ?? entryShape(variant);
      if (!shape) continue;
      const stored = Object.hasOwn(map, name) ? map[name] : undefined;
      // Nothing stands for what another option has.
      if (stored === undefined && !everyOptionHas(variant, name, shape)) continue;
      const below = Object.hasOwn(mask, name) ? mask[name] : true;
      const value = decodeMasked(shape, stored, below ?? true, [name], strict, issues);
      if (value !== undefined) define(item, name, value);
    }
    if (issues.length > 0) throw new ReadError({ entity, issues });
    return item;
  }

  return {
    encode(item) {
      const outcome = encodeValue(root, item, []);
      if (!outcome.ok) throw new ValidationError({ entity, issues: outcome.issues });
      return "M" in outcome.value ? toStoredNames(outcome.value.M) : {};
    },
    decode(wire, options = {}) {
      const map = toProgramNames(wire);
      if (options.attributes) return decodePart(map, options.attributes, options);
      const outcome = decodeValue(root, { M: map }, [], options.mode === "strict");
      if (!outcome.ok) throw new ReadError({ entity, issues: outcome.issues });
      return outcome.value as object;
    },
    encodeAttribute(name, value, path = [name]) {
      const shape = attributeShape(name);
      if (shape) return compileCodec(shape).encode(value, entity, path);
      throw new ValidationError({
        entity,
        issues: [{ path, code: "unknown_attribute", message: unknownAttribute(name, declared) }],
      });
    },
    decodeAttribute(name, stored) {
      const shape = attributeShape(name);
      if (shape) return compileCodec(shape).decode(stored, entity, [name]);
      throw new ReadError({
        entity,
        issues: [{ path: [name], code: "unknown_attribute", message: unknownAttribute(name, declared) }],
      });
    },
  };
}

const taken =
  "The table uses this name for something else (a key, a managed attribute, or an attribute stored under it): give the attribute another name";

function inOrder(names: readonly string[], declared: ReadonlySet<string>): Iterable<string> {
  const wanted = new Set(names);
  return new Set([...[...declared].filter((name) => wanted.has(name)), ...names]);
}

/** The option of a union root that a stored item is of, where its discriminator was read. */
function variantOf(root: Shape, map: WireItem, discriminated: boolean): Shape {
  const stored = storedShape(root);
  if (stored.kind !== "discriminatedUnion") return root;
  const tag = Object.hasOwn(map, stored.discriminator) ? map[stored.discriminator] : undefined;
  if (tag === undefined && !discriminated) return root;
  const variant = stored.variants.get(tag && scalarOf(tag));
  return variant ? variantOf(variant, map, discriminated) : root;
}

/** Whether an attribute is the same in all that an item may be. */
function everyOptionHas(variant: Shape, name: string, shape: Shape): boolean {
  const options = objectVariants(variant);
  return options.length < 2 || options.every(({ properties }) => properties.get(name) === shape);
}

function scalarOf(stored: AttributeValue): LiteralValue {
  if ("S" in stored) return stored.S;
  if ("N" in stored) return Number(stored.N);
  return "BOOL" in stored ? stored.BOOL : null;
}
