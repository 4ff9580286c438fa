import { randomBytes } from "node:crypto";

const ID_LENGTH = 10;
const LONGEST_NAME = 255;

/** A name that no other test's table has. */
export function isolatedName(name: string, id: string): string {
  return `${name.slice(0, LONGEST_NAME - ID_LENGTH - 1)}-${id}`;
}

export function randomId(): string {
  return [...randomBytes(ID_LENGTH)].map((byte) => (byte % 36).toString(36)).join("");
}
