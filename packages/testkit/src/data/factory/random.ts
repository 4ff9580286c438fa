/** Random values that are the same for the same seed: what the functions of `generate` make theirs from. */
export interface Random {
  /** From 0 up to but not including 1. */
  next(): number;
  /** A whole number, both ends included. */
  integer(minimum: number, maximum: number): number;
  /** A whole number of any size, both ends included. */
  bigint(minimum: bigint, maximum: bigint): bigint;
  /** True as often as the probability says. */
  chance(probability: number): boolean;
  /** One of a list, which must not be empty. */
  pick<T>(list: readonly T[]): T;
  /** Letters and digits in lower case, such as `x4k2n9q0bd`. */
  id(length?: number): string;
}

/** Random values by a seed of several parts. */
export function createRandom(...seed: readonly (string | number)[]): Random {
  const next = sfc32(seed.map((part) => `${typeof part}:${part}`).join("\u0000"));
  const integer = (minimum: number, maximum: number): number => {
    // Half of the span first: the whole span of safe integers is greater than what a double counts exactly.
    const span = maximum - minimum;
    if (span < 2 ** 52) return minimum + Math.floor(next() * (span + 1));
    return Math.min(maximum, Math.max(minimum, Math.floor(minimum / 2 + next() * (maximum / 2 - minimum / 2)) * 2));
  };
  const id = (length = 10): string => Array.from({ length }, () => Math.floor(next() * 36).toString(36)).join("");
  return {
    next,
    integer,
    bigint(minimum, maximum) {
      const span = maximum - minimum + 1n;
      let drawn = 0n;
      for (let bits = 0n; 2n ** bits < span * 2n ** 32n; bits += 32n) {
        drawn = (drawn << 32n) | BigInt(Math.floor(next() * 2 ** 32));
      }
      return minimum + (drawn % span);
    },
    chance: (probability) => next() < probability,
    pick<T>(list: readonly T[]): T {
      if (list.length === 0) throw new RangeError("There is nothing to pick from.");
      return list[integer(0, list.length - 1)] as T;
    },
    id,
  };
}

/** Chris Doty-Humphrey's small fast counter, seeded with four hashes of a text. */
function sfc32(text: string): () => number {
  let [a, b, c, counter] = [hash(text, 1), hash(text, 2), hash(text, 3), hash(text, 4)];
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** FNV-1a, mixed. */
function hash(text: string, basis: number): number {
  let value = 0x811c9dc5 ^ Math.imul(basis, 0x9e3779b1);
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return value ^ (value >>> 13);
}
