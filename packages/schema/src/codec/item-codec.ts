import type { Issue } from "../error/issue.ts";
import type { Path } from "../error/path.ts";
import { ReadError } from "../error/read-error.ts";
import { ValidationError } from "../error/validation-error.ts";
import { childShape, entryShape, objectVariants } from "../shape/navigate.ts";
import { hasChecks } from "../shape/run.ts";
import type { Shape } from "../shape/shape.ts";
import type { AttributeValue, WireItem } from "../wire/attribute-value.ts";
import { attempt, decodeValue, encodeValue } from "./attempt.ts";
import { compileCodec } from "./codec.ts";
import { decoderOf } from "./compile/decoder.ts";
import { encoderOf } from "./compile/encoder.ts";
import { INVALID, type Invalid } from "./compile/invalid.ts";
import { type MapDecoder, mapDecoder } from "./compile/map-decoder.ts";
import { type MapEncoder, mapEncoder } from "./compile/map-encoder.ts";
import { fitsDepth } from "./depth.ts";
import { unknownAttribute } from "./interpret/fill.ts";
import { decodePart, type PartOptions } from "./part.ts";
import { define } from "./property.ts";
import { storedNamesOf } from "./stored-names.ts";

/** How an item is read. */
export interface DecodeOptions extends PartOptions {
  /** The attributes, by their names in the program, of a read of a part of the item. Those that are missing are left out. */
  readonly attributes?: readonly string[];
  /** `structural`, the default, checks types; `strict` holds the item to the whole schema. */
  readonly mode?: "structural" | "strict";
}

/** Translates the items of an entity: the attributes of its schema, and no others. */
export interface ItemCodec {
  /**
   * Fills defaults at any depth. Keys, version and timestamps are not its business: `foreign` says names in the program that
   * it is to pass over. Throws a ValidationError.
   */
  encode(item: unknown, foreign?: ReadonlySet<string>): WireItem;
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
  const names = storedNamesOf(root, storedAs, reserved);
  const declared = new Set(objectVariants(root).flatMap(({ properties }) => [...properties.keys()]));

  const attributeShape = (name: string): Shape | undefined => childShape(root, name) ?? entryShape(root);

  function toStoredNames(map: WireItem): WireItem {
    if (names.same) return map;
    const item: WireItem = {};
    const issues: Issue[] = [];
    for (const [name, value] of Object.entries(map)) {
      const stored = names.stored(name);
      if (stored !== undefined) define(item, stored, value);
      else issues.push({ path: [name], code: "unknown_attribute", message: taken });
    }
    if (issues.length > 0) throw new ValidationError({ entity, issues });
    return item;
  }

  function toProgramNames(wire: WireItem): WireItem {
    if (names.same) return wire;
    const map: WireItem = {};
    for (const [stored, value] of Object.entries(wire)) {
      const name = names.program(stored);
      if (name !== undefined) define(map, name, value);
    }
    return map;
  }

  let decodeMap: MapDecoder | undefined;
  /** The compiled way, straight from the names in the table. */
  function decodeFast(wire: WireItem): object | Invalid {
    if (root.kind !== "object") return INVALID;
    decodeMap ??= mapDecoder(root, decoderOf, names);
    return decodeMap(wire);
  }

  let encodeMap: MapEncoder | undefined;
  /** The compiled way, straight to the names in the table: where the schema says all of them. As `attempt` does. */
  function encodeFast(item: unknown, foreign: ReadonlySet<string> | undefined): WireItem | Invalid {
    if (root.kind !== "object" || root.catchall || hasChecks(root.schema)) return INVALID;
    encodeMap ??= mapEncoder(root, encoderOf, (name) => names.stored(name) ?? name);
    try {
      return encodeMap(item, foreign);
    } catch {
      return INVALID;
    }
  }

  return {
    encode(item, foreign) {
      const stored = encodeFast(item, foreign);
      if (stored !== INVALID && fitsDepth(root, { M: stored }, 0)) return stored;
      const outcome = encodeValue(root, foreign ? without(item, foreign) : item, []);
      if (!outcome.ok) throw new ValidationError({ entity, issues: outcome.issues });
      return "M" in outcome.value ? toStoredNames(outcome.value.M) : {};
    },
    decode(wire, options = {}) {
      const strict = options.mode === "strict";
      if (options.attributes) {
        const issues: Issue[] = [];
        const item = decodePart(root, names, wire, options.attributes, options, strict, issues);
        if (issues.length > 0) throw new ReadError({ entity, issues });
        return item;
      }
      const item = strict ? INVALID : attempt(() => decodeFast(wire));
      if (item !== INVALID) return item;
      const outcome = decodeValue(root, { M: toProgramNames(wire) }, [], strict);
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

/** An item without some of its attributes. */
function without(item: unknown, names: ReadonlySet<string>): unknown {
  if (typeof item !== "object" || item === null) return item;
  let rest: Record<string, unknown> | undefined;
  for (const name of names) {
    if (!Object.hasOwn(item, name)) continue;
    rest ??= { ...item };
    delete rest[name];
  }
  return rest ?? item;
}

const taken =
  "The table uses this name for something else (a key, a managed attribute, or an attribute stored under it): give the attribute another name";
