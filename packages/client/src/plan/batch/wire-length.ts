import type { WireItem } from "@keywright/schema";

/** An item that takes no more than this may stand with 24 like it in a request of 16 MB. */
const small = 640 * 1024;

/** Bytes that an item takes in the text of a request, or more where it is small: its size in the table says little of that. */
export function wireLength(item: WireItem): number {
  const bound = lengthOf(item, longest);
  return bound <= small ? bound : lengthOf(item, exact);
}

/** Each character may need an escape of six. */
function longest(text: string): number {
  return text.length * 6 + 2;
}

function exact(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}

function lengthOf(value: unknown, ofText: (text: string) => number): number {
  if (typeof value === "string") return ofText(value);
  // In base64.
  if (value instanceof Uint8Array) return Math.ceil(value.byteLength / 3) * 4 + 2;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + lengthOf(each, ofText) + 1, 2);
  if (typeof value !== "object" || value === null) return 5;
  let sum = 2;
  for (const [name, each] of Object.entries(value)) sum += ofText(name) + lengthOf(each, ofText) + 2;
  return sum;
}
