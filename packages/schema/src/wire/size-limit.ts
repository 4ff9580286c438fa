import type { AttributeValue, WireItem } from "./attribute-value.ts";
import { itemSize, valueSize } from "./size.ts";

/** Bytes that DynamoDB stores in one item: 400 KB, names and values. */
export const maxItemSize = 409_600;

/** Bytes of an item where they exceed the limit, else `undefined`. Small items are not measured. */
export function oversizeOfItem(item: WireItem): number | undefined {
  if (boundOfMap(item) <= maxItemSize) return undefined;
  const size = itemSize(item);
  return size > maxItemSize ? size : undefined;
}

/** Bytes of a single value where they alone exceed what an item holds, else `undefined`. */
export function oversizeOfValue(value: AttributeValue): number | undefined {
  if (boundOfValue(value) <= maxItemSize) return undefined;
  const size = valueSize(value);
  return size > maxItemSize ? size : undefined;
}

// A UTF-16 unit has at most three bytes in UTF-8, and a number of 38 digits at most 22.
const perUnit = 3;
const perNumber = 22;

/** No fewer bytes than a value counts for, found without looking at its text. */
export function boundOfValue(value: AttributeValue): number {
  if ("S" in value && value.S !== undefined) return value.S.length * perUnit;
  if ("L" in value && value.L !== undefined) return value.L.reduce((sum, element) => sum + 1 + boundOfValue(element), 3);
  if ("M" in value && value.M !== undefined) return 3 + Object.keys(value.M).length + boundOfMap(value.M);
  if ("B" in value && value.B !== undefined) return value.B.byteLength;
  if ("SS" in value && value.SS !== undefined)
    return value.SS.reduce((sum, member) => sum + member.length * perUnit, 0);
  if ("NS" in value && value.NS !== undefined) return value.NS.length * perNumber;
  if ("BS" in value && value.BS !== undefined) return value.BS.reduce((sum, member) => sum + member.byteLength, 0);
  return perNumber;
}

function boundOfMap(map: WireItem): number {
  let total = 0;
  for (const name of Object.keys(map)) {
    const value = map[name];
    if (value !== undefined) total += name.length * perUnit + boundOfValue(value);
  }
  return total;
}
