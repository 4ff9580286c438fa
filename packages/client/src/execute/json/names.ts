/** The name of a member, and which names are likely to come after it and inside of its value. */
export interface Name {
  readonly text: string;
  /** As it is written, with a character for each byte. */
  readonly raw: string;
  /** The bytes of that, and of the quotation mark and the colon behind it: four in each, the lowest first, and those that are left. */
  readonly words: Int32Array;
  readonly rest: number;
  /** Which bits of a word of the text are those of `rest`. */
  readonly mask: number;
  /** Whether it is that of a type of binary values. */
  readonly isBinary: boolean;
  readonly after: Place;
  readonly inside: Place;
}

/** A place where a name will stand: the one that stood there last, and the one before. */
export interface Place {
  likely: Name | undefined;
  other: Name | undefined;
}

function newPlace(): Place {
  return { likely: undefined, other: undefined };
}

export function newName(text: string, raw: string): Name {
  const bytes = Buffer.from(`${raw}":\0\0\0\0`, "latin1");
  const size = raw.length + 2;
  const words = Int32Array.from({ length: size >> 2 }, (_, i) => bytes.readInt32LE(i * 4));
  return {
    text,
    raw,
    words,
    rest: bytes.readInt32LE(words.length * 4),
    mask: (1 << ((size & 3) * 8)) - 1,
    isBinary: text === "B" || text === "BS",
    after: newPlace(),
    inside: newPlace(),
  };
}

const known = new Map<string, Name>();
/** Where answers begin. */
export const start: Place = newPlace();

// Names can be data, of a record's entries for instance, and have up to 64 KB.
const mostNames = 2_000;
const longest = 255;

/** The name that is written in this way, where it is known. */
export function knownName(raw: string): Name | undefined {
  return known.get(raw);
}

/** Keeps a name, unless it is very long; starts again where there are too many. */
export function keepName(name: Name): void {
  if (name.raw.length > longest) return;
  if (known.size >= mostNames) {
    known.clear();
    start.likely = undefined;
    start.other = undefined;
  }
  known.set(name.raw, name);
}

/** Takes note of what stands at a place, unless it is very long. */
export function expectHere(place: Place, name: Name): void {
  if (name.raw.length > longest) return;
  place.other = place.likely;
  place.likely = name;
}
