import type { AttributeValue } from "../wire/attribute-value.ts";
import { canonicalNumber } from "../wire/number.ts";
import { isCase } from "./format.ts";
import { unprintValue } from "./print.ts";
import type { KeyTemplate, ShardPart, TemplatePart } from "./template.ts";
import { inCase, type LetterCase, storedText } from "./text.ts";

/**
 * Reads the attributes back out of a key, in their stored form (what `lower` printed stays in lower case, what `upper` printed in upper case). `undefined` where
 * the value is not a key of this template: the item is another entity's.
 */
export function readKey(template: KeyTemplate, key: AttributeValue): ReadonlyMap<string, AttributeValue> | undefined {
  const { keyAttribute, parts, raw } = template;
  const [first] = parts;
  if (!(keyAttribute.type in key)) return undefined;
  const values = new Map<string, AttributeValue>();
  let cased: Map<string, LetterCase> | undefined;
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
    if (part.kind === "shard") {
      if (!isShard(text.slice(position, position + part.length), part)) return undefined;
      position += part.length;
      continue;
    }
    let end = text.length;
    if (part.length !== undefined) end = position + part.length;
    else if (part.stop !== undefined) end = text.indexOf(part.stop, position);
    if (end < position || end > text.length) return undefined;
    const value = unprintValue(part, text.slice(position, end));
    if (value === undefined) return undefined;
    const earlier = values.get(part.attribute);
    const letterCase = isCase(part.modifier) ? part.modifier : undefined;
    if (earlier !== undefined && !agrees(earlier, cased?.get(part.attribute), value, letterCase)) return undefined;
    // Where an attribute stands twice, the place that keeps its case says more.
    if (earlier === undefined || letterCase === undefined) values.set(part.attribute, value);
    if (letterCase === undefined) cased?.delete(part.attribute);
    else if (earlier === undefined) {
      cased ??= new Map();
      cased.set(part.attribute, letterCase);
    }
    position = end;
  }
  return position === text.length && text !== "" ? values : undefined;
}

function agrees(
  a: AttributeValue,
  aCase: LetterCase | undefined,
  b: AttributeValue,
  bCase: LetterCase | undefined,
): boolean {
  // Of what was printed in both cases, neither tells the other.
  if (aCase !== undefined && bCase !== undefined && aCase !== bCase) return true;
  const x = storedText(a) ?? "";
  const y = storedText(b) ?? "";
  return (bCase ? inCase(x, bCase) : x) === (aCase ? inCase(y, aCase) : y);
}

/** Whether a value is a key of a template: whether `readKey` reads it. */
export function isKeyOf(template: KeyTemplate, key: AttributeValue): boolean {
  const free = freeParts(template);
  if (free === undefined || !("S" in key)) return readKey(template, key) !== undefined;
  const text = key.S;
  let position = 0;
  for (const { literal, stop } of free) {
    if (literal !== undefined) {
      if (!text.startsWith(literal, position)) return false;
      position += literal.length;
    } else {
      position = stop === undefined ? text.length : text.indexOf(stop, position);
      if (position < 0) return false;
    }
  }
  return position === text.length && text !== "";
}

/** A literal, or a value that any text is. */
interface FreePart {
  readonly literal: string | undefined;
  readonly stop: string | undefined;
}

const cache = new WeakMap<KeyTemplate, readonly FreePart[] | undefined>();

/** The parts of a template whose values are texts as they are, each in one place; `undefined` of all others. */
function freeParts(template: KeyTemplate): readonly FreePart[] | undefined {
  if (cache.has(template)) return cache.get(template);
  const { keyAttribute, parts, attributes } = template;
  const values = parts.filter((part) => part.kind !== "literal");
  const free =
    keyAttribute.type === "S" && values.every(isFreeText) && values.length === attributes.length
      ? parts.map((part) => ({
          literal: part.kind === "literal" ? part.text : undefined,
          stop: part.kind === "value" ? part.stop : undefined,
        }))
      : undefined;
  cache.set(template, free);
  return free;
}

function isFreeText(part: TemplatePart): boolean {
  if (part.kind !== "value" || part.type !== "S" || part.modifier !== undefined || part.length !== undefined)
    return false;
  return part.format.kind === "free" && part.format.alphabet === "any";
}

// Of a shard that is not there any more, too: such a key is wrong, but no other entity's.
function isShard(text: string, { length }: ShardPart): boolean {
  return text.length === length && /^\d*$/.test(text);
}
