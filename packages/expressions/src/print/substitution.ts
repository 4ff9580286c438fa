import { type AttributeValue, boundOfValue, utf8Length, valueSize } from "@keywright/schema";
import { checkSubstitution, maxSubstitution } from "./limits.ts";
import type { PlaceholderMaps, Printed } from "./placeholders.ts";
import type { Slots } from "./slots.ts";

/**
 * What the placeholders of a request stand for.
 *
 * @throws {LimitError} for more than 2 MB of names and values
 */
export function substitution(entity: string, { names, placed }: Printed, { values }: Slots): PlaceholderMaps {
  const maps: { -readonly [P in keyof PlaceholderMaps]: PlaceholderMaps[P] } = {};
  // A UTF-16 unit has at most three bytes.
  let bound = 0;
  if (names.size > 0) {
    const byPlaceholder: Record<string, string> = {};
    for (const [attribute, placeholder] of names) {
      byPlaceholder[placeholder] = attribute;
      bound += placeholder.length + attribute.length * 3;
    }
    maps.ExpressionAttributeNames = byPlaceholder;
  }
  if (placed.length > 0) {
    const byPlaceholder: Record<string, AttributeValue> = {};
    for (const { placeholder, slot } of placed) {
      const value = values[slot] as AttributeValue;
      byPlaceholder[placeholder] = value;
      bound += placeholder.length + boundOfValue(value);
    }
    maps.ExpressionAttributeValues = byPlaceholder;
  }
  if (bound > maxSubstitution) checkSubstitution(entity, sizeOf(maps));
  return maps;
}

function sizeOf({ ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: PlaceholderMaps): number {
  let bytes = 0;
  for (const [key, attribute] of Object.entries(ExpressionAttributeNames)) bytes += key.length + utf8Length(attribute);
  for (const [key, value] of Object.entries(ExpressionAttributeValues)) bytes += key.length + valueSize(value);
  return bytes;
}
