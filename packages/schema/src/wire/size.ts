import type { AttributeValue, WireItem } from "./attribute-value.ts";
import { numberSize } from "./number.ts";

/** Bytes of a string in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else if (unit >= 0xd800 && unit < 0xdc00 && isLowSurrogate(text.charCodeAt(i + 1))) {
      // Two units for one character of four bytes.
      bytes += 2;
      i += 1;
    } else bytes += 2;
  }
  return bytes;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

function sum<T>(values: readonly T[], size: (value: T) => number): number {
  let total = 0;
  for (const value of values) total += size(value);
  return total;
}

/** Bytes that one stored value counts for, without its name. */
export function valueSize(value: AttributeValue): number {
  if ("S" in value && value.S !== undefined) return utf8Length(value.S);
  if ("N" in value && value.N !== undefined) return numberSize(value.N);
  if ("B" in value && value.B !== undefined) return value.B.byteLength;
  if ("BOOL" in value && value.BOOL !== undefined) return 1;
  if ("NULL" in value && value.NULL !== undefined) return 1;
  if ("SS" in value && value.SS !== undefined) return sum(value.SS, utf8Length);
  if ("NS" in value && value.NS !== undefined) return sum(value.NS, numberSize);
  if ("BS" in value && value.BS !== undefined) return sum(value.BS, (bytes) => bytes.byteLength);
  if ("L" in value && value.L !== undefined) return 3 + sum(value.L, (element) => 1 + valueSize(element));
  if ("M" in value && value.M !== undefined) return 3 + Object.keys(value.M).length + itemSize(value.M);
  return 0;
}

/**
 * Bytes that an item counts for: towards the limit of 400 KB (409,600 bytes) and towards capacity units. Exact: names and
 * strings in UTF-8, numbers by their significant digits, three bytes for each list and map and one for each of its members.
 * The 100 bytes that storage billing adds to each item are not part of it.
 *
 * @example
 * itemSize({ "shirt-color": { S: "R" }, "shirt-size": { S: "M" } }); // 23
 */
export function itemSize(item: WireItem): number {
  let total = 0;
  for (const name of Object.keys(item)) {
    const value = item[name];
    if (value !== undefined) total += utf8Length(name) + valueSize(value);
  }
  return total;
}
