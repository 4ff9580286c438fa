import type { AttributeValue } from "../wire/attribute-value.ts";

/** Compares strings in the order of the service: by the bytes of UTF-8, which is the order of code points. */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

// Surrogates are smaller as UTF-16 units than U+E000 to U+FFFF, though their characters come after these.
function rank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

/** Compares binary keys, byte by byte. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Compares canonical decimals by their value. */
export function compareNumbers(a: string, b: string): number {
  const negative = a.startsWith("-");
  if (negative !== b.startsWith("-")) return negative ? -1 : 1;
  const [wholeA = "", fractionA = ""] = a.slice(negative ? 1 : 0).split(".");
  const [wholeB = "", fractionB = ""] = b.slice(negative ? 1 : 0).split(".");
  const order = wholeA.length - wholeB.length || compareUtf8(wholeA, wholeB) || compareUtf8(fractionA, fractionB);
  return negative ? -order : order;
}

/** The smallest text that is greater than every text with this prefix; `undefined` where there is none. */
export function afterPrefix(prefix: string): string | undefined {
  const characters = [...prefix];
  for (let last = characters.pop(); last !== undefined; last = characters.pop()) {
    const code = last.codePointAt(0) ?? 0;
    // No text holds half of a surrogate pair.
    if (code < 0x10ffff) return characters.join("") + String.fromCodePoint(code === 0xd7ff ? 0xe000 : code + 1);
  }
  return undefined;
}

/** The cases that a template can print a value in. */
export type LetterCase = "lower" | "upper";

/** Lower or upper case, as every other program makes it of the whole text. */
export function inCase(text: string, letterCase: LetterCase): string {
  return letterCase === "lower" ? text.toLowerCase() : text.toUpperCase();
}

/**
 * Whether texts that begin with this one begin with its lower case when they are in lower case. They do, but where it ends
 * in a capital sigma: that letter has two forms, and what follows decides.
 */
export function beginsAlike(text: string, letterCase: LetterCase): boolean {
  return inCase(`${text}a`, letterCase).startsWith(inCase(text, letterCase));
}

/** The first character, whole. */
export function firstCharacter(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}

/** Percent-encodes `%` and these characters. */
export function escapeText(text: string, escapes: ReadonlySet<string>): string {
  let escaped = "";
  for (const character of text) {
    escaped += character === "%" || escapes.has(character) ? percent(character) : character;
  }
  return escaped;
}

function percent(character: string): string {
  let encoded = "";
  for (const byte of new TextEncoder().encode(character))
    encoded += `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  return encoded;
}

/** The text that was escaped; `undefined` where this text is not what escaping makes. */
export function unescapeText(text: string, escapes: ReadonlySet<string>): string | undefined {
  let plain: string;
  try {
    plain = text.replace(/(?:%[0-9A-F]{2})+/g, (run) => decodeURIComponent(run));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
  return escapeText(plain, escapes) === text ? plain : undefined;
}

/** The text of a stored value that may stand in a template. */
export function storedText(value: AttributeValue): string | undefined {
  if ("S" in value) return value.S;
  if ("N" in value) return value.N;
  return "BOOL" in value ? String(value.BOOL) : undefined;
}
