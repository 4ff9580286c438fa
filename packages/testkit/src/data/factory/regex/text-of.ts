import type { Random } from "../random.ts";
import { type PatternNode, parsePattern } from "./parse.ts";

/**
 * Makes texts of a pattern. `stretch` says how often what may come any number of times comes at most; with `full` it comes
 * that often.
 */
export type PatternTexts = (random: Random, stretch: number, full?: boolean) => string;

// Longer texts fill an item to no use.
const LONGEST = 4096;
const printable: readonly string[] = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));
const beyond: readonly string[] = [..."éßñøłжλ中日한ع\t\n😀🏳"];

const known = new WeakMap<RegExp, PatternTexts | undefined>();

/** How to make texts that a pattern matches; `undefined` where it cannot be read, or has characters that are not found. */
export function textsOf(pattern: RegExp): PatternTexts | undefined {
  if (!known.has(pattern)) {
    const node = parsePattern(pattern);
    const characters = new Map<string, readonly string[]>();
    const flags = pattern.flags.replace(/[^iusv]/g, "");
    const complete = node !== undefined && collect(node, flags, characters);
    known.set(
      pattern,
      complete
        ? (random, stretch, full = false) =>
            write(node, { random, stretch, full, characters, groups: new Map(), left: LONGEST })
        : undefined,
    );
  }
  return known.get(pattern);
}

/** Finds which characters each part of a pattern may be. */
function collect(node: PatternNode, flags: string, into: Map<string, readonly string[]>): boolean {
  switch (node.kind) {
    case "character": {
      const found = into.get(node.source) ?? charactersOf(node.source, flags);
      into.set(node.source, found);
      return found.length > 0;
    }
    case "sequence":
      return node.parts.every((part) => collect(part, flags, into));
    case "choice":
      return node.options.every((option) => collect(option, flags, into));
    case "repeat":
    case "group":
      return collect(node.of, flags, into);
    case "reference":
      return true;
    default:
      return node satisfies never;
  }
}

function charactersOf(source: string, flags: string): readonly string[] {
  let matches: RegExp;
  try {
    matches = new RegExp(`^(?:${source})$`, flags);
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
  const usual = printable.filter((character) => matches.test(character));
  if (usual.length > 0) return usual;
  const others = beyond.filter((character) => matches.test(character));
  if (others.length > 0) return others;
  const found: string[] = [];
  for (let code = 0; code < 0x1_0000 && found.length < 64; code++) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const character = String.fromCharCode(code);
    if (matches.test(character)) found.push(character);
  }
  return found;
}

interface Writing {
  readonly random: Random;
  readonly stretch: number;
  readonly full: boolean;
  readonly characters: ReadonlyMap<string, readonly string[]>;
  readonly groups: Map<string, string>;
  left: number;
}

function write(node: PatternNode, writing: Writing): string {
  const { random, characters, groups } = writing;
  switch (node.kind) {
    case "character":
      writing.left--;
      return random.pick(characters.get(node.source) ?? [""]);
    case "sequence":
      return node.parts.map((part) => write(part, writing)).join("");
    case "choice":
      return write(random.pick(node.options), writing);
    case "group": {
      const text = write(node.of, writing);
      groups.set(node.id, text);
      return text;
    }
    case "reference":
      return groups.get(node.id) ?? "";
    case "repeat": {
      const most = Math.min(node.maximum, node.minimum + writing.stretch);
      const least = writing.full ? most : node.minimum;
      const count = random.integer(least, Math.max(node.minimum, most));
      let text = "";
      for (let i = 0; i < count && (i < node.minimum || writing.left > 0); i++) text += write(node.of, writing);
      return text;
    }
    default:
      return node satisfies never;
  }
}
