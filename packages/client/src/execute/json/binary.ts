type Json = Record<string, unknown>;

/** Whether there may be binary values in a JSON text; false only where there are none. */
export function mayHaveBinary(text: string): boolean {
  return hasName(text, 'B"') || hasName(text, 'BS"');
}

// Searching for the quotation mark first would stop at each of the very many in an answer.
function hasName(text: string, end: string): boolean {
  for (let at = text.indexOf(end, 1); at !== -1; at = text.indexOf(end, at + 1)) {
    if (text.charCodeAt(at - 1) === 0x22) return true;
  }
  return false;
}

/** Turns the base64 of the binary values in an item into bytes, in place. */
export function decodeItem(item: unknown): void {
  if (isObject(item)) for (const name in item) decodeValue(item[name]);
}

function decodeValue(value: unknown): void {
  if (!isObject(value)) return;
  if (typeof value.B === "string") value.B = bytesOf(value.B);
  if (Array.isArray(value.BS)) value.BS = value.BS.map(bytesOf);
  if (Array.isArray(value.L)) for (const element of value.L) decodeValue(element);
  if (isObject(value.M)) decodeItem(value.M);
}

/** Calls `decode` with each value of a list or an object. */
export function each(values: unknown, decode: (value: unknown) => void): void {
  if (Array.isArray(values)) values.forEach(decode);
  else if (isObject(values)) for (const name in values) decode(values[name]);
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}

// As the SDK gives them: plain arrays of bytes, each with memory of its own.
function bytesOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, "base64"));
}
