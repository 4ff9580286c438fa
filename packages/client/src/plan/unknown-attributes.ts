import { type EntityModel, keyAttributes, type WireItem } from "@keywright/schema";
import { own } from "./own.ts";
import { sameValue } from "./same-value.ts";
import { tableKeyOf } from "./stored-key.ts";

const restKey: unique symbol = Symbol.for("keywright.rest") as never;

/** Stored attributes that the schema does not know, and the item that they belong to. */
interface Rest {
  readonly table: string;
  readonly key: WireItem;
  readonly attributes: WireItem;
}

const cache = new WeakMap<EntityModel, ReadonlySet<string>>();

/** Stored names that the model has a use for: attributes, keys, and what the library writes beside them. */
export function knownNames(model: EntityModel): ReadonlySet<string> {
  let names = cache.get(model);
  if (names === undefined) {
    names = new Set([
      ...Array.from(model.attributes.values(), ({ storedName }) => storedName),
      ...keyAttributes(model.table).keys(),
      ...model.typeAttributes.map(({ name }) => name),
      ...(model.version ? [model.version.mark] : []),
      ...(model.upgrade ? [model.upgrade.attribute] : []),
    ]);
    cache.set(model, names);
  }
  return names;
}

/**
 * Keeps what a whole stored item has and the schema does not know with the item that is read: a newer version of the
 * program may have written it, and `put` must not lose it. Copies of the item have it too; neither `Object.keys` nor JSON
 * show it. Most items have none, and get no property.
 */
export function attachUnknown(model: EntityModel, stored: WireItem, item: Record<string, unknown>): void {
  const known = knownNames(model);
  let unknown: [string, WireItem[string]][] | undefined;
  for (const name in stored) {
    // A loose schema has read what it does not declare.
    if (known.has(name) || Object.hasOwn(item, name)) continue;
    const value = stored[name];
    unknown ??= [];
    if (value !== undefined) unknown.push([name, value]);
  }
  if (unknown === undefined) return;
  const attributes: WireItem = Object.fromEntries(unknown);
  const rest: Rest = { table: model.table.name, key: tableKeyOf(model, stored), attributes };
  Object.defineProperty(item, restKey, { value: rest, enumerable: true, writable: true, configurable: true });
}

/** What an item that was read, or a copy of it, has beside the schema, where it still is the item with this key. */
export function unknownOf(model: EntityModel, item: object, key: WireItem): WireItem | undefined {
  const rest = restKey in item ? (item[restKey] as Rest) : undefined;
  if (rest === undefined || rest.table !== model.table.name) return undefined;
  const names = new Set([...Object.keys(key), ...Object.keys(rest.key)]);
  if (![...names].every((name) => sameValue(own(key, name), own(rest.key, name)))) return undefined;
  const known = knownNames(model);
  return Object.fromEntries(Object.entries(rest.attributes).filter(([name]) => !known.has(name)));
}
