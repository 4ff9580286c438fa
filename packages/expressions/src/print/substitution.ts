import { type AttributeValue, boundOfValue, utf8Length, valueSize } from "@keywright/schema";
import { checkSubstitution, maxSubstitution } from "./limits.ts";
import type { PlaceholderMaps, Printed } from "./placeholders.ts";
import type { Slots } from "./slots.ts";

/** The maps of expressions but for their values. */
export interface FixedMaps {
  readonly names: Readonly<Record<string, string>> | undefined;
  /** Has the placeholders of the values, so that copies of it need only be filled. */
  readonly blank: Readonly<Record<string, AttributeValue>> | undefined;
  /** No fewer bytes than names and placeholders take. */
  readonly bound: number;
}

/** Expressions that were printed, and what is kept of their maps. */
interface Printing extends Printed {
  maps: FixedMaps | undefined;
}

/**
 * What the placeholders of a request stand for. Each request has maps of its own, which others may write into.
 *
 * @throws {LimitError} for more than 2 MB of names and values
 */
export function substitution(entity: string, printing: Printing, { values }: Slots): PlaceholderMaps {
  printing.maps ??= fixedMaps(printing);
  const { names, blank } = printing.maps;
  let { bound } = printing.maps;
  const maps: { -readonly [P in keyof PlaceholderMaps]: PlaceholderMaps[P] } = {};
  if (names !== undefined) maps.ExpressionAttributeNames = { ...names };
  if (blank !== undefined) {
    const byPlaceholder: Record<string, AttributeValue> = { ...blank };
    for (const { placeholder, slot } of printing.placed) {
      const value = values[slot] as AttributeValue;
      byPlaceholder[placeholder] = value;
      bound += boundOfValue(value);
    }
    maps.ExpressionAttributeValues = byPlaceholder;
  }
  if (bound > maxSubstitution) checkSubstitution(entity, sizeOf(maps));
  return maps;
}

const filler: AttributeValue = { NULL: true };

function fixedMaps({ names, placed }: Printed): FixedMaps {
  // A UTF-16 unit has at most three bytes.
  let bound = 0;
  for (const [attribute, placeholder] of names) bound += placeholder.length + attribute.length * 3;
  for (const { placeholder } of placed) bound += placeholder.length;
  return {
    names:
      names.size === 0
        ? undefined
        : Object.fromEntries(Array.from(names, ([name, placeholder]) => [placeholder, name])),
    blank: placed.length === 0 ? undefined : Object.fromEntries(placed.map(({ placeholder }) => [placeholder, filler])),
    bound,
  };
}

function sizeOf({ ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: PlaceholderMaps): number {
  let bytes = 0;
  for (const [key, attribute] of Object.entries(ExpressionAttributeNames)) bytes += key.length + utf8Length(attribute);
  for (const [key, value] of Object.entries(ExpressionAttributeValues)) bytes += key.length + valueSize(value);
  return bytes;
}
