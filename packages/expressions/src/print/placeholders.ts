import type { AttributeValue } from "@keywright/schema";
import type { Slots } from "./slots.ts";

/** The part of a request that says what its placeholders stand for. Absent where there is none. */
export interface PlaceholderMaps {
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, AttributeValue>;
}

/** The placeholder of the value of a slot. */
export interface Placed {
  readonly placeholder: string;
  readonly slot: number;
}

/** The placeholders of some expressions: those of names by the names, those of values in the order in which they were printed. */
export interface Printed {
  readonly names: ReadonlyMap<string, string>;
  readonly placed: readonly Placed[];
}

/** The placeholders of one request: equal names share one, equal values too. */
export interface Placeholders {
  name(attribute: string): string;
  /** `hint` is the attribute that the value belongs to; the placeholder is named after it. */
  value(value: AttributeValue, hint: string): string;
  /** All of them so far. */
  readonly printed: Printed;
}

const maxReadable = 64;

/** Placeholders beside those that were printed before. */
export function createPlaceholders(before: Printed, slots: Slots): Placeholders {
  const names = new Map(before.names);
  const placed = [...before.placed];
  const bySlot = new Map(placed.map(({ slot, placeholder }) => [slot, placeholder]));
  const taken = new Set([...names.values(), ...bySlot.values()]);

  function claim(prefix: "#" | ":", text: string): string {
    const readable = prefix + (text.replace(/[^a-zA-Z0-9_]/g, "_").slice(0, maxReadable) || "_");
    let placeholder = readable;
    for (let next = 2; taken.has(placeholder); next++) placeholder = `${readable}_${next}`;
    taken.add(placeholder);
    return placeholder;
  }

  return {
    printed: { names, placed },
    name(attribute) {
      let placeholder = names.get(attribute);
      if (placeholder === undefined) {
        placeholder = claim("#", attribute);
        names.set(attribute, placeholder);
      }
      return placeholder;
    },
    value(value, hint) {
      const slot = slots.slotOf(value);
      let placeholder = bySlot.get(slot);
      if (placeholder === undefined) {
        placeholder = claim(":", hint);
        bySlot.set(slot, placeholder);
        placed.push({ placeholder, slot });
      }
      return placeholder;
    },
  };
}
