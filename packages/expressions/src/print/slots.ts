import { type AttributeValue, type WireType, wireType } from "@keywright/schema";
import { wireKey } from "./wire-key.ts";

/** The values of one request: each has a slot, equal ones the same. */
export interface Slots {
  /** The values by their slots. */
  readonly values: readonly AttributeValue[];
  slotOf(value: AttributeValue): number;
}

/** What stored values may have, asked for by type. */
type Tags = { readonly [T in WireType]?: unknown };

/** A value that is no text and no number. */
interface Other {
  readonly value: AttributeValue;
  readonly type: WireType | undefined;
  readonly slot: number;
  /** Equal values have equal ones; made where there is another value of the type. */
  key: string | undefined;
}

/** Up to here it is faster to compare with each than to keep a map. */
const few = 16;

export function createSlots(): Slots {
  const values: AttributeValue[] = [];
  let texts: Map<unknown, number> | undefined;
  let numbers: Map<unknown, number> | undefined;
  let others: Other[] | undefined;

  function findScalar(tag: "S" | "N", text: unknown): number | undefined {
    if (values.length <= few) {
      for (let slot = 0; slot < values.length; slot++) if ((values[slot] as Tags)[tag] === text) return slot;
      return undefined;
    }
    texts ??= slotsBy("S", values);
    numbers ??= slotsBy("N", values);
    return (tag === "S" ? texts : numbers).get(text);
  }

  function slotOfOther(value: AttributeValue): number {
    others ??= [];
    const type = wireType(value);
    let key: string | undefined;
    for (const other of others) {
      if (other.value === value) return other.slot;
      if (other.type !== type) continue;
      key ??= wireKey(value);
      other.key ??= wireKey(other.value);
      if (other.key === key) return other.slot;
    }
    const slot = values.push(value) - 1;
    others.push({ value, type, slot, key });
    return slot;
  }

  return {
    values,
    slotOf(value) {
      const { S, N }: Tags = value;
      if (S === undefined && N === undefined) return slotOfOther(value);
      const slot = S === undefined ? findScalar("N", N) : findScalar("S", S);
      if (slot !== undefined) return slot;
      if (S === undefined) numbers?.set(N, values.length);
      else texts?.set(S, values.length);
      return values.push(value) - 1;
    },
  };
}

function slotsBy(tag: "S" | "N", values: readonly AttributeValue[]): Map<unknown, number> {
  const slots = new Map<unknown, number>();
  for (const [slot, value] of values.entries()) {
    const text = (value as Tags)[tag];
    if (text !== undefined) slots.set(text, slot);
  }
  return slots;
}
