import type { AttributeValue, WireItem } from "@keywright/schema";
import { own } from "./own.ts";

/** A key in the wire form as a text, for looking up: different keys have different texts. */
export function wireKeyText(key: WireItem): string {
  return wireKeyTextLike(key, key);
}

/** The same, of those attributes of an item that `like` has. */
export function wireKeyTextLike(item: WireItem, like: WireItem): string {
  const names = Object.keys(like);
  if (names.length > 1) names.sort();
  let text = "";
  for (const name of names) {
    const value = own(item, name);
    // Lengths stand in front, so that nothing has to be escaped: this is done for each item of a batch.
    if (value !== undefined) text += `${name.length}:${name}${valueText(value)}`;
  }
  return text;
}

function valueText(value: AttributeValue): string {
  if ("S" in value) return `S${value.S.length}:${value.S}`;
  if ("N" in value) return `N${value.N.length}:${value.N}`;
  const { B } = value as { readonly B?: Uint8Array };
  // No other types stand in keys.
  const text = B === undefined ? JSON.stringify(value) : [...B].join();
  return `B${text.length}:${text}`;
}
