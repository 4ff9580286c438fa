import type { AttributeValue } from "../wire/attribute-value.ts";
import { canonicalNumber } from "../wire/number.ts";
import { fits, isCase } from "./format.ts";
import type { KeyTemplate, ValuePart } from "./template.ts";
import { escapeText, inCase, storedText, unescapeText } from "./text.ts";

/** A printed value, or why it cannot stand in the key. */
export type Printed = string | { readonly problem: string };

/** Prints a stored value for its place in a template. */
export function printValue(template: KeyTemplate, part: ValuePart, value: AttributeValue): Printed {
  return plainText(part, value) ?? print(template, part, value);
}

/** The usual case: a text that stands in the key as it is. */
function plainText({ type, modifier, format, length, stop }: ValuePart, value: AttributeValue): string | undefined {
  if (type !== "S" || modifier !== undefined || !("S" in value)) return undefined;
  const text = value.S;
  const isFree = format.kind === "free" && format.alphabet === "any";
  if (!isFree && !fits(text, format)) return undefined;
  return length === undefined && stop !== undefined && text.includes(stop) ? undefined : text;
}

function print(template: KeyTemplate, part: ValuePart, value: AttributeValue): Printed {
  const stored = storedText(value);
  if (stored === undefined || !(part.type in value)) {
    return { problem: `is no value of type ${part.type}, which the key template ${placeOf(template)} needs` };
  }
  const text = transform(part, stored);
  if (text === undefined) {
    return {
      problem: `must be a whole number from 0 with at most ${part.width} digits, because the key template ${placeOf(template)} pads it to ${part.width}; give it a greater width, or keep the number in these bounds`,
    };
  }
  if (!fits(text, part.format)) {
    const needs = part.format.kind === "fixed" ? part.format.name : "one of the values that the schema lists";
    return { problem: `is not ${needs}, which the key template ${placeOf(template)} relies on` };
  }
  if (part.length === undefined && part.stop !== undefined && text.includes(part.stop)) {
    return {
      problem: `contains '${part.stop}', which ends the value in the key template ${placeOf(template)}; two items could have one key. Write {${part.attribute}:escaped} in the template, choose another delimiter, or keep the character out of the value`,
    };
  }
  return text;
}

function placeOf({ text, keyAttribute }: KeyTemplate): string {
  return `'${text}' (${keyAttribute.name})`;
}

function transform(part: ValuePart, stored: string): string | undefined {
  switch (part.modifier) {
    case "width": {
      const canonical = canonicalNumber(stored);
      if (canonical === undefined || !/^\d+$/.test(canonical) || canonical.length > (part.width ?? 0)) return undefined;
      return canonical.padStart(part.width ?? 0, "0");
    }
    case "lower":
    case "upper":
      return inCase(stored, part.modifier);
    case "escaped":
      return escapeText(stored, part.escapes);
    default:
      return part.type === "N" ? canonicalNumber(stored) : stored;
  }
}

/** The stored value that was printed; `undefined` where the text is not what printing makes. */
export function unprintValue(part: ValuePart, text: string): AttributeValue | undefined {
  if (!fits(text, part.format)) return undefined;
  if (part.type === "BOOL") return { BOOL: text.toLowerCase() === "true" };
  if (part.type === "N") {
    const canonical = canonicalNumber(text);
    if (canonical === undefined || transform(part, canonical) !== text) return undefined;
    return { N: canonical };
  }
  if (isCase(part.modifier) && inCase(text, part.modifier) !== text) return undefined;
  const plain = part.modifier === "escaped" ? unescapeText(text, part.escapes) : text;
  return plain === undefined ? undefined : { S: plain };
}
