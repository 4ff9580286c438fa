import type { AttributeValue } from "../wire/attribute-value.ts";
import { canonicalNumber } from "../wire/number.ts";
import { unprintValue } from "./print.ts";
import type { KeyTemplate } from "./template.ts";
import { lowerCase, storedText } from "./text.ts";

/**
 * Reads the attributes back out of a key, in their stored form (what `lower` printed stays in lower case). `undefined` where
 * the value is not a key of this template: the item is another entity's.
 */
export function readKey(template: KeyTemplate, key: AttributeValue): ReadonlyMap<string, AttributeValue> | undefined {
  const { keyAttribute, parts, raw } = template;
  const [first] = parts;
  if (!(keyAttribute.type in key)) return undefined;
  const values = new Map<string, AttributeValue>();
  const lowered = new Set<string>();
  if (raw && keyAttribute.type !== "S" && first?.kind === "value") {
    const text = storedText(key);
    // Other programs and engines may spell a number otherwise; it is the same key.
    const value = text === undefined ? key : unprintValue(first, canonicalNumber(text) ?? text);
    return value && values.set(first.attribute, value);
  }
  const text = "S" in key ? key.S : "";
  let position = 0;
  for (const part of parts) {
    if (part.kind === "literal") {
      if (!text.startsWith(part.text, position)) return undefined;
      position += part.text.length;
      continue;
    }
    let end = text.length;
    if (part.length !== undefined) end = position + part.length;
    else if (part.stop !== undefined) end = text.indexOf(part.stop, position);
    if (end < position || end > text.length) return undefined;
    const value = unprintValue(part, text.slice(position, end));
    if (value === undefined) return undefined;
    const earlier = values.get(part.attribute);
    const lower = part.modifier === "lower";
    if (earlier !== undefined && !agrees(earlier, lowered.has(part.attribute), value, lower)) return undefined;
    // Where an attribute stands twice, the place that is not in lower case says more.
    if (earlier === undefined || !lower) values.set(part.attribute, value);
    if (!lower) lowered.delete(part.attribute);
    else if (earlier === undefined) lowered.add(part.attribute);
    position = end;
  }
  return position === text.length && text !== "" ? values : undefined;
}

function agrees(a: AttributeValue, aLower: boolean, b: AttributeValue, bLower: boolean): boolean {
  const x = storedText(a) ?? "";
  const y = storedText(b) ?? "";
  return (bLower ? lowerCase(x) : x) === (aLower ? lowerCase(y) : y);
}
