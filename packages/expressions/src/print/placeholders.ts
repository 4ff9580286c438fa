import { type AttributeValue, utf8Length, valueSize } from "@keywright/schema";
import { checkSubstitution } from "./limits.ts";
import { wireKey } from "./wire-key.ts";

/** The part of a request that says what its placeholders stand for. Absent where there is none. */
export interface PlaceholderMaps {
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, AttributeValue>;
}

/** The placeholders of one request: equal names share one, equal values too. */
export interface Placeholders {
  name(attribute: string): string;
  /** `hint` is the attribute that the value belongs to; the placeholder is named after it. */
  value(value: AttributeValue, hint: string): string;
  finish(): PlaceholderMaps;
}

const maxReadable = 64;

export function createPlaceholders(entity: string): Placeholders {
  const names = new Map<string, string>();
  const values = new Map<string, { readonly placeholder: string; readonly value: AttributeValue }>();
  const taken = new Set<string>();

  function claim(prefix: "#" | ":", text: string): string {
    const readable = prefix + (text.replace(/[^a-zA-Z0-9_]/g, "_").slice(0, maxReadable) || "_");
    let placeholder = readable;
    for (let next = 2; taken.has(placeholder); next++) placeholder = `${readable}_${next}`;
    taken.add(placeholder);
    return placeholder;
  }

  return {
    name(attribute) {
      let placeholder = names.get(attribute);
      if (placeholder === undefined) {
        placeholder = claim("#", attribute);
        names.set(attribute, placeholder);
      }
      return placeholder;
    },
    value(value, hint) {
      const key = wireKey(value);
      let entry = values.get(key);
      if (entry === undefined) {
        entry = { placeholder: claim(":", hint), value };
        values.set(key, entry);
      }
      return entry.placeholder;
    },
    finish() {
      let bytes = 0;
      for (const [attribute, placeholder] of names) bytes += placeholder.length + utf8Length(attribute);
      for (const { placeholder, value } of values.values()) bytes += placeholder.length + valueSize(value);
      checkSubstitution(entity, bytes);
      return {
        ...(names.size > 0 && {
          ExpressionAttributeNames: Object.fromEntries(Array.from(names, ([attribute, key]) => [key, attribute])),
        }),
        ...(values.size > 0 && {
          ExpressionAttributeValues: Object.fromEntries(
            Array.from(values.values(), ({ placeholder, value }) => [placeholder, value]),
          ),
        }),
      };
    },
  };
}
