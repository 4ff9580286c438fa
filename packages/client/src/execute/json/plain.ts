/**
 * Whether bytes are ASCII without control characters and backslashes. In JSON a text then ends at the next quotation mark,
 * and stands there as it is. Looks at four bytes at once.
 */
export function isPlain(bytes: Buffer): boolean {
  const { buffer, byteOffset, length } = bytes;
  // Words begin at multiples of four, and there may be none.
  if (length < 8) return areBytesPlain(bytes, 0, length);
  const head = -byteOffset & 3;
  const words = new Int32Array(buffer, byteOffset + head, (length - head) >> 2);
  const tail = head + words.length * 4;
  let found = 0;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? 0;
    const unlikeBackslash = word ^ 0x5c5c5c5c;
    // Sets the highest bit of a byte that is below a space, above ASCII, or a backslash; others only above one of these.
    found |= ((word - 0x20202020) & ~word) | word | ((unlikeBackslash - 0x01010101) & ~unlikeBackslash);
  }
  return (found & 0x80808080) === 0 && areBytesPlain(bytes, 0, head) && areBytesPlain(bytes, tail, length);
}

function areBytesPlain(bytes: Buffer, from: number, end: number): boolean {
  for (let i = from; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x20 || byte > 0x7f || byte === 0x5c) return false;
  }
  return true;
}
