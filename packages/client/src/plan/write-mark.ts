import { randomBytes } from "node:crypto";

const markKey: unique symbol = Symbol.for("keywright.mark") as never;

/** A short random text that tells one write of an item from every other. */
export function randomMark(): string {
  return randomBytes(9).toString("base64url");
}

/** Remembers the write mark of an item that was read, where neither spreading nor comparing nor printing sees it. */
export function attachMark(item: object, mark: string): void {
  Object.defineProperty(item, markKey, { value: mark });
}

/** The write mark of an item as it was read; `undefined` of a copy, or where none is stored. */
export function markOf(item: object): string | undefined {
  return markKey in item ? (item[markKey] as string) : undefined;
}
