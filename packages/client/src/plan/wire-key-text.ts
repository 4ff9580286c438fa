import type { AttributeValue, WireItem } from "@keywright/schema";
import { own } from "./own.ts";

/** A key in the wire form as a text, for looking up: different keys have different texts. */
export function wireKeyText(key: WireItem): string {
  return wireKeyTextLike(key, key);
}

/** The same, of those attributes of an item that `like` has. */
export function wireKeyTextLike(item: WireItem, like: WireItem): string {
  const names = Object.keys(like);
  const [first = "", second, third] = names;
  // Sorting two takes longer than all the rest.
  if (third === undefined && second !== undefined) {
    const [one, other] = [entryText(item, first), entryText(item, second)];
    return first < second ? one + other : other + one;
  }
  if (third !== undefined) names.sort();
  let text = "";
  for (const name of names) text += entryText(item, name);
  return text;
}

// Lengths stand in front, so that nothing has to be escaped: this is done for each item of a batch.
function entryText(item: WireItem, name: string): string {
  const value = own(item, name);
  return value === undefined ? "" : `${name.length}:${name}${valueText(value)}`;
}

function valueText(value: AttributeValue): string {
  if ("S" in value) return `S${value.S.length}:${value.S}`;
  if ("N" in value) return `N${value.N.length}:${value.N}`;
  const { B } = value as { readonly B?: Uint8Array };
  // No other types stand in keys.
  const text = B === undefined ? JSON.stringify(value) : [...B].join();
  return `B${text.length}:${text}`;
}
