import { type EntityModel, type KeyTemplate, readKey, type WireItem } from "@keywright/schema";
import { own } from "../own.ts";
import { storedName } from "../stored-key.ts";
import type { Selection } from "./selection.ts";

/**
 * A stored item with the attributes that it has in its keys alone: an index holds keys where it does not project what they
 * are made of, and other programs store some attributes nowhere else. What is read whole is never taken from a key that has
 * it in another case.
 */
export function withKeyValues(model: EntityModel, stored: WireItem, partial?: Selection): WireItem {
  let wire: WireItem | undefined;
  for (const template of partial?.templates ?? model.key) {
    if (template.own) continue;
    const isMissing = (name: string): boolean =>
      !Object.hasOwn(wire ?? stored, storedName(model, name)) &&
      (partial ? partial.attributes.includes(name) : keepsCase(template, name));
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

function keepsCase({ parts }: KeyTemplate, name: string): boolean {
  return parts.some(
    (part) =>
      part.kind === "value" && part.attribute === name && part.modifier !== "lower" && part.modifier !== "upper",
  );
}
