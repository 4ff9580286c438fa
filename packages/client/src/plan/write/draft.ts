import { type AttributeValue, type EntityModel, ValidationError, type WireItem } from "@keywright/schema";
import { checkAttributes } from "../check-input.ts";
import type { ReadMode } from "../context.ts";
import { refusePartial } from "../partial-mark.ts";
import { decodeItem } from "../read/decode.ts";
import { sameValue } from "../same-value.ts";
import { encodeOwn } from "./whole-item.ts";

type Values = Readonly<Record<string, unknown>>;

/** An item for a program to change. */
export interface Draft {
  /** Shares nothing with what was read. */
  readonly item: Record<string, unknown>;
  /** As the schema would write it; nothing where it refuses what it reads. */
  readonly before: WireItem | undefined;
  /**
   * An item that the program gives back, the draft or another one; nothing where it would be stored as the draft was.
   *
   * @throws ValidationError where the schema refuses it
   */
  changed(item: unknown): Values | undefined;
  /** Whether the program wrote into the draft. */
  isTouched(): boolean;
}

/** A draft of a stored item, and what it was like. */
export function draftOf(model: EntityModel, stored: WireItem, mode: ReadMode): Draft {
  const item = decodeItem(model, copyOfItem(stored), mode);
  const before = encoded(model, item);
  const isSame = (after: WireItem | undefined): boolean =>
    before !== undefined && after !== undefined && sameValue({ M: before }, { M: after });
  return {
    item,
    before,
    changed(given) {
      checkAttributes(model, "what the function of modify gives back", given);
      refusePartial(model, "modify", given);
      return isSame(encodeOwn(model, given)) ? undefined : given;
    },
    isTouched: () => before !== undefined && !isSame(encoded(model, item)),
  };
}

/** What the schema reads it need not write: then there is nothing to compare with. */
function encoded(model: EntityModel, item: Values): WireItem | undefined {
  try {
    return copyOfItem(encodeOwn(model, item));
  } catch (error) {
    if (ValidationError.isInstance(error)) return undefined;
    throw error;
  }
}

function copyOfItem(item: WireItem): WireItem {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, copyOf(value)]));
}

/** A copy as deep as programs can write into: into bytes, too. */
function copyOf(value: AttributeValue): AttributeValue {
  if ("B" in value) return { B: Uint8Array.from(value.B) };
  if ("BS" in value) return { BS: value.BS.map((bytes) => Uint8Array.from(bytes)) };
  if ("L" in value) return { L: value.L.map(copyOf) };
  return "M" in value ? { M: copyOfItem(value.M) } : { ...value };
}
