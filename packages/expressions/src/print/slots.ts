import { type AttributeValue, type WireType, wireType } from "@keywright/schema";
import { wireKey } from "./wire-key.ts";

/** The values of one request: each has a slot, equal ones the same. */
export interface Slots {
  /** The values by their slots. */
  readonly values: readonly AttributeValue[];
  slotOf(value: AttributeValue): number;
}

/** Up to here it is faster to compare with each than to make texts of them. */
const few = 16;

export function createSlots(): Slots {
  const values: AttributeValue[] = [];
  let byKey: Map<string, number> | undefined;

  function find(value: AttributeValue): number {
    if (values.length <= few) {
      for (let slot = 0; slot < values.length; slot++) if (same(value, values[slot] as AttributeValue)) return slot;
      return -1;
    }
    byKey ??= new Map(values.map((each, slot) => [wireKey(each), slot]));
    return byKey.get(wireKey(value)) ?? -1;
  }

  return {
    values,
    slotOf(value) {
      const found = find(value);
      if (found >= 0) return found;
      byKey?.set(wireKey(value), values.length);
      return values.push(value) - 1;
    },
  };
}

/** What stored values may have, asked for by type. */
type Tags = { readonly [T in WireType]?: unknown };

function same(a: AttributeValue, b: AttributeValue): boolean {
  if (a === b) return true;
  const one: Tags = a;
  const other: Tags = b;
  if (one.S !== undefined) return one.S === other.S;
  if (one.N !== undefined) return one.N === other.N;
  if (other.S !== undefined || other.N !== undefined || wireType(a) !== wireType(b)) return false;
  return wireKey(a) === wireKey(b);
}
