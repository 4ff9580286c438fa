/** The name of a member as it stands before its value, `,"name":`. */
export interface WrittenName {
  readonly text: string;
  /** Its bytes, four in each, the lowest first; more than `length` where that is no multiple of four. */
  readonly words: Int32Array;
  /** In bytes. */
  readonly length: number;
  /** The names that came after it, and first inside of its value, the last time. */
  after: WrittenName | undefined;
  inside: WrittenName | undefined;
}

const known = new Map<string, WrittenName>();
/** Where a text begins. */
export const outermost: WrittenName = newName("");

// Names can be data, of a record's entries for instance, and have up to 64 KB.
const mostNames = 2_000;
const longest = 255;

function isKept(text: string): boolean {
  return text.length <= longest;
}

/** The name that comes after another one. Names are expected in the order in which they came before. */
export function nameAfter(before: WrittenName, text: string): WrittenName {
  const { after } = before;
  if (after !== undefined && after.text === text) return after;
  const name = nameOf(text);
  if (isKept(text)) before.after = name;
  return name;
}

/** The first name in the value of another one. */
export function nameInside(outer: WrittenName, text: string): WrittenName {
  const { inside } = outer;
  if (inside !== undefined && inside.text === text) return inside;
  const name = nameOf(text);
  if (isKept(text)) outer.inside = name;
  return name;
}

function nameOf(text: string): WrittenName {
  let name = known.get(text);
  if (name !== undefined) return name;
  name = newName(text);
  if (!isKept(text)) return name;
  if (known.size >= mostNames) {
    known.clear();
    outermost.inside = undefined;
  }
  known.set(text, name);
  return name;
}

function newName(text: string): WrittenName {
  const bytes = Buffer.from(`,${JSON.stringify(text)}:`);
  const words = new Int32Array(Math.ceil(bytes.length / 4));
  const padded = Buffer.alloc(words.length * 4);
  bytes.copy(padded);
  for (let i = 0; i < words.length; i++) words[i] = padded.readInt32LE(i * 4);
  return { text, words, length: bytes.length, after: undefined, inside: undefined };
}
