import { type EntityModel, type KeyTemplate, readKey, type WireItem } from "@keywright/schema";
import { own } from "../own.ts";
import { storedName } from "../stored-key.ts";
import { isReadable } from "./readable.ts";
import type { Selection } from "./selection.ts";

/**
 * A stored item with the attributes that it has in its keys alone: an index holds keys where it does not project what they
 * are made of, and other programs store some attributes nowhere else. Nothing is taken from a key that has it in another case.
 */
export function withKeyValues(model: EntityModel, stored: WireItem, partial?: Selection): WireItem {
  let wire: WireItem | undefined;
  for (const template of partial?.templates ?? model.key) {
    if (template.own || hasAll(readableNames(model, template), stored)) continue;
    const isMissing = (name: string): boolean =>
      !Object.hasOwn(wire ?? stored, storedName(model, name)) &&
      (!partial || partial.attributes.includes(name)) &&
      isReadable(template, name);
    if (!template.attributes.some(isMissing)) continue;
    const value = own(stored, template.keyAttribute.name);
    const read = value && readKey(template, value);
    if (!read) continue;
    for (const [name, part] of read) {
      if (!isMissing(name)) continue;
      wire ??= { ...stored };
      wire[storedName(model, name)] = part;
    }
  }
  return wire ?? stored;
}

function hasAll(names: readonly string[], stored: WireItem): boolean {
  for (const name of names) if (!Object.hasOwn(stored, name)) return false;
  return true;
}

const cache = new WeakMap<KeyTemplate, readonly string[]>();

/** Stored names of the attributes that a key has as they are stored. */
function readableNames(model: EntityModel, template: KeyTemplate): readonly string[] {
  let names = cache.get(template);
  if (names === undefined) {
    names = template.attributes.filter((name) => isReadable(template, name)).map((name) => storedName(model, name));
    cache.set(template, names);
  }
  return names;
}
