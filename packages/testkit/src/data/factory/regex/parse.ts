/** A pattern, as far as texts can be made from it. What stands between characters (anchors, looks around) is left out. */
export type PatternNode =
  | { readonly kind: "character"; readonly source: string }
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly options: readonly PatternNode[] }
  | { readonly kind: "repeat"; readonly of: PatternNode; readonly minimum: number; readonly maximum: number }
  | { readonly kind: "group"; readonly id: string; readonly of: PatternNode }
  | { readonly kind: "reference"; readonly id: string };

interface Reader {
  readonly source: string;
  at: number;
  groups: number;
}

class UnknownSyntax extends Error {}

/** Reads a pattern; `undefined` where it has what is not understood here. */
export function parsePattern(pattern: RegExp): PatternNode | undefined {
  const reader: Reader = { source: pattern.source, at: 0, groups: 0 };
  try {
    const node = readChoice(reader);
    return reader.at === reader.source.length ? node : undefined;
  } catch (error) {
    if (error instanceof UnknownSyntax) return undefined;
    throw error;
  }
}

function readChoice(reader: Reader): PatternNode {
  const options = [readSequence(reader)];
  while (eat(reader, "|")) options.push(readSequence(reader));
  return options.length === 1 && options[0] ? options[0] : { kind: "choice", options };
}

function readSequence(reader: Reader): PatternNode {
  const parts: PatternNode[] = [];
  while (reader.at < reader.source.length && !looksAt(reader, "|") && !looksAt(reader, ")")) {
    const atom = readAtom(reader);
    if (atom) parts.push(readRepeat(reader, atom));
  }
  return { kind: "sequence", parts };
}

const quantifier = /(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/y;

function readRepeat(reader: Reader, of: PatternNode): PatternNode {
  quantifier.lastIndex = reader.at;
  const found = quantifier.exec(reader.source);
  if (!found) return of;
  reader.at = quantifier.lastIndex;
  const [, sign, low = "0", comma, high = ""] = found;
  if (sign !== undefined) {
    return { kind: "repeat", of, minimum: sign === "+" ? 1 : 0, maximum: sign === "?" ? 1 : Number.POSITIVE_INFINITY };
  }
  const maximum = comma === "" ? Number(low) : high === "" ? Number.POSITIVE_INFINITY : Number(high);
  return { kind: "repeat", of, minimum: Number(low), maximum };
}

function readAtom(reader: Reader): PatternNode | undefined {
  if (eat(reader, "^") || eat(reader, "$")) return undefined;
  if (eat(reader, "(")) return readGroup(reader);
  if (looksAt(reader, "[")) return { kind: "character", source: readClass(reader) };
  if (looksAt(reader, "\\")) return readEscape(reader);
  const character = String.fromCodePoint(reader.source.codePointAt(reader.at) ?? 0);
  reader.at += character.length;
  return { kind: "character", source: character };
}

const groupStart = /\?(?:(:)|([=!]|<[=!])|<([^>]+)>)/y;

function readGroup(reader: Reader): PatternNode | undefined {
  groupStart.lastIndex = reader.at;
  const start = looksAt(reader, "?") ? groupStart.exec(reader.source) : undefined;
  if (start === null) throw new UnknownSyntax();
  if (start) reader.at = groupStart.lastIndex;
  const [, plain, look, name] = start ?? [];
  const number = plain === undefined && look === undefined ? ++reader.groups : 0;
  const of = readChoice(reader);
  if (!eat(reader, ")")) throw new UnknownSyntax();
  // A look around must be met by luck.
  if (look !== undefined) return undefined;
  return number === 0 ? of : { kind: "group", id: name ?? String(number), of };
}

function readClass(reader: Reader): string {
  const start = reader.at;
  for (; reader.at < reader.source.length; reader.at++) {
    if (looksAt(reader, "\\")) reader.at++;
    else if (eat(reader, "]")) return reader.source.slice(start, reader.at);
  }
  throw new UnknownSyntax();
}

const escaped =
  /\\(?:(\d+)|k<([^>]+)>|[pP]\{[^}]*\}|u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z]|[\s\S])/uy;

function readEscape(reader: Reader): PatternNode | undefined {
  escaped.lastIndex = reader.at;
  const found = escaped.exec(reader.source);
  if (!found) throw new UnknownSyntax();
  reader.at = escaped.lastIndex;
  const [source, number, name] = found;
  if (source === "\\b" || source === "\\B") return undefined;
  if (name !== undefined) return { kind: "reference", id: name };
  if (number !== undefined && number !== "0") return { kind: "reference", id: number };
  return { kind: "character", source };
}

function looksAt(reader: Reader, text: string): boolean {
  return reader.source.startsWith(text, reader.at);
}

function eat(reader: Reader, text: string): boolean {
  if (!looksAt(reader, text)) return false;
  reader.at += text.length;
  return true;
}
