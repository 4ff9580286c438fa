import { allKeys, type EntityModel, type WireItem } from "@keywright/schema";
import { own } from "../own.ts";
import { encodeAttribute, storedName } from "../stored-key.ts";

type Values = Readonly<Record<string, unknown>>;

/** What the library adds to an item that is written as a whole. */
interface ManagedInput {
  readonly version: number | undefined;
  readonly mark: string | undefined;
  /** The one that was read, or now. */
  readonly createdAt: unknown;
  readonly updatedAt: Date;
}

/**
 * A whole item as it will be stored: the schema's attributes, managed ones, keys and index keys.
 *
 * @throws ValidationError
 */
export function wholeItem(model: EntityModel, item: Values, managed: ManagedInput): WireItem {
  const stored = encodeOwn(model, item);
  const added: WireItem = {};
  const { createdAt, updatedAt } = model.timestamps ?? {};
  if (createdAt !== undefined)
    added[storedName(model, createdAt)] = encodeAttribute(model, createdAt, managed.createdAt);
  if (updatedAt !== undefined)
    added[storedName(model, updatedAt)] = encodeAttribute(model, updatedAt, managed.updatedAt);
  if (model.version) {
    if (managed.version !== undefined) added[model.version.attribute] = { N: String(managed.version) };
    if (managed.mark !== undefined) added[model.version.mark] = { S: managed.mark };
  }
  if (model.upgrade) added[model.upgrade.attribute] = { N: String(model.upgrade.steps.length) };
  for (const { name, value } of model.typeAttributes) added[name] = { S: value };
  allKeys(model, (_, name) => own(stored, name) ?? own(added, name), added);
  return joined(undefined, stored, added);
}

/** Stored attributes that the schema does not know, and the rest of the item. */
export function withUnknown(unknown: WireItem | undefined, stored: WireItem): WireItem {
  return unknown === undefined ? stored : joined(unknown, stored);
}

// An object of many attributes that are added one by one is a dictionary for engines, and slow to make, to copy and to print;
// one that begins with a spread of nothing is not, and has no hidden class of its own.
function joined(first: WireItem | undefined, second: WireItem, third?: WireItem): WireItem {
  return { ...first, ...second, ...third };
}

/** The key attributes that a stored item should have. */
export function keysOf(model: EntityModel, stored: WireItem): WireItem {
  return allKeys(model, (_, storedName) => own(stored, storedName));
}

/** Encodes the attributes of the schema into a new item; what the library manages is not the caller's to write. */
export function encodeOwn(model: EntityModel, item: Values): WireItem {
  return model.codec.encode(item, managedNames(model));
}

const cache = new WeakMap<EntityModel, ReadonlySet<string>>();

/** Names in the program of what the library manages. */
function managedNames(model: EntityModel): ReadonlySet<string> {
  let names = cache.get(model);
  if (names === undefined) {
    const { version, timestamps } = model;
    const all = [version?.attribute, timestamps?.createdAt, timestamps?.updatedAt];
    names = new Set(all.filter((name) => name !== undefined));
    cache.set(model, names);
  }
  return names;
}
