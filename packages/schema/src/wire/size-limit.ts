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

/** What stored values may have, asked for by type. */
interface Tags {
  readonly S?: string;
  readonly N?: string;
  readonly B?: Uint8Array;
  readonly L?: readonly AttributeValue[];
  readonly M?: WireItem;
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly BS?: readonly Uint8Array[];
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
}

/** No fewer bytes than a value counts for, found without looking at its text. */
export function boundOfValue(value: AttributeValue): number {
  const tags: Tags = value;
  // One tag after the other, the usual ones first: asking for all of them takes longer than the sum.
  const { S } = tags;
  if (S !== undefined) return S.length * perUnit;
  if (tags.N !== undefined || tags.BOOL !== undefined) return perNumber;
  const { M } = tags;
  if (M !== undefined) return 3 + boundOfMap(M);
  return boundOfRest(tags);
}

function boundOfRest({ L, B, SS, NS, BS }: Tags): number {
  let total = 3;
  if (L !== undefined) for (let i = 0; i < L.length; i++) total += 1 + boundOfValue(L[i] as AttributeValue);
  if (SS !== undefined) for (const member of SS) total += member.length * perUnit;
  if (BS !== undefined) for (const member of BS) total += member.byteLength;
  return total + (B?.byteLength ?? 0) + (NS?.length ?? 1) * perNumber;
}

/** Counts a byte more for each member, as maps inside of items do. */
function boundOfMap(map: WireItem): number {
  let total = 0;
  for (const name in map) {
    const value = map[name];
    total += 1;
    if (value !== undefined) total += name.length * perUnit + boundOfValue(value);
  }
  return total;
}
