/** JSON for other programs. What JSON has not is written as text; binary as base64, sets as lists. */
export function printJson(value: unknown): string {
  return `${JSON.stringify(value, replace, 2)}\n`;
}

function replace(this: unknown, key: string, value: unknown): unknown {
  // Bytes have turned into something else before they get here, where they have a `toJSON`.
  const original = (this as Record<string, unknown>)[key];
  if (original instanceof Uint8Array) return Buffer.from(original).toString("base64");
  if (value instanceof Set) return [...value];
  if (value instanceof Map) return Object.fromEntries(value);
  return typeof value === "bigint" ? String(value) : value;
}
