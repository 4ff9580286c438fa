import { randomFillSync } from "node:crypto";

const markKey: unique symbol = Symbol.for("keywright.mark") as never;

const size = 9;
// Random bytes are as slow to get as all else that makes a small request, however few of them, and so many are got at once.
const bytes: Buffer = Buffer.alloc(size * 128);
// A machine that was stored and started twice must not have the same ones for long.
const longest = 1_000;
let next: number = bytes.length;
let filled = 0;

/** A short random text that tells one write of an item from every other. */
export function randomMark(): string {
  const now = Date.now();
  if (next === bytes.length || Math.abs(now - filled) > longest) {
    randomFillSync(bytes);
    next = 0;
    filled = now;
  }
  next += size;
  return bytes.toString("base64url", next - size, next);
}

/** Remembers the write mark of an item that was read, where neither spreading nor comparing nor printing sees it. */
export function attachMark(item: object, mark: string): void {
  Object.defineProperty(item, markKey, { value: mark });
}

/** The write mark of an item as it was read; `undefined` of a copy, or where none is stored. */
export function markOf(item: object): string | undefined {
  return markKey in item ? (item[markKey] as string) : undefined;
}
