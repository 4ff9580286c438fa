import { type AttributeValue, type EntityModel, primaryKey, type WireItem } from "@keywright/schema";
import { checkAttributes } from "./check-input.ts";
import { own } from "./own.ts";
import { refuse } from "./refuse.ts";

type Values = Readonly<Record<string, unknown>>;

/** The primary key of an item. */
export interface StoredKey {
  /** The attributes that it is made of, in stored form by their names in the program. */
  readonly attributes: ReadonlyMap<string, AttributeValue>;
  /** The key attributes of the table. */
  readonly item: WireItem;
}

/** The name in the table of an attribute of the program. */
export function storedName(model: EntityModel, name: string): string {
  return model.attributes.get(name)?.storedName ?? name;
}

/** Encodes one attribute, a managed one included. */
export function encodeAttribute(model: EntityModel, name: string, value: unknown): AttributeValue {
  const managed = model.attributes.get(name)?.managed;
  if (managed === undefined) return model.codec.encodeAttribute(name, value);
  if (managed === "version") {
    if (typeof value === "number" && Number.isSafeInteger(value)) return { N: String(value) };
    throw refuse(model, [name], "invalid_type", "must be the version of an item: an integer");
  }
  if (value instanceof Date && !Number.isNaN(value.getTime())) return timestampValue(model, name, value);
  throw refuse(model, [name], "invalid_type", "must be a valid Date");
}

function timestampValue(model: EntityModel, name: string, value: Date): AttributeValue {
  const unit = millisecondsOf(model, name);
  return unit === undefined ? { S: value.toISOString() } : { N: String(Math.floor(value.getTime() / unit)) };
}

/** How many milliseconds the unit has that a timestamp counts, where it is stored as a number. */
export function millisecondsOf(model: EntityModel, name: string): number | undefined {
  const shape = model.attributes.get(name)?.shape;
  if (shape?.kind !== "codec") return undefined;
  return { epochMilliseconds: 1, epochSeconds: 1000, isoDateTime: undefined, url: undefined }[shape.helper ?? "url"];
}

/** Names of the attributes that the primary key is made of, in the order of its templates. */
export function keyAttributeNames(model: EntityModel): readonly string[] {
  let names = namesOfKeys.get(model);
  if (names === undefined) {
    names = [...new Set(model.key.flatMap((template) => template.attributes))];
    namesOfKeys.set(model, names);
  }
  return names;
}

const namesOfKeys = new WeakMap<EntityModel, readonly string[]>();

/**
 * Encodes the attributes of a key, and passes over whatever else the object has: a whole item serves as its key.
 *
 * @throws ValidationError where one is missing, or cannot stand in a key
 */
export function storedKey(model: EntityModel, key: Values): StoredKey {
  checkAttributes(model, "the key", key);
  const attributes = new Map<string, AttributeValue>();
  for (const name of keyAttributeNames(model)) {
    const value = own(key, name);
    if (value !== undefined) attributes.set(name, encodeAttribute(model, name, value));
  }
  return { attributes, item: primaryKey(model, (name) => attributes.get(name)) };
}

/** The attributes of a key as the program gave them, for errors. */
export function keyOf(model: EntityModel, values: Values): Values {
  return Object.fromEntries(keyAttributeNames(model).map((name) => [name, own(values, name)]));
}

/** The key attributes of the table, of an item as it is stored. */
export function tableKeyOf(model: EntityModel, stored: WireItem): WireItem {
  const key: WireItem = {};
  for (const { keyAttribute } of model.key) {
    const value = own(stored, keyAttribute.name);
    if (value !== undefined) key[keyAttribute.name] = value;
  }
  return key;
}
