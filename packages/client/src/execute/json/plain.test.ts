import fc from "fast-check";
import { expect, test } from "vitest";
import { isPlain } from "./plain.ts";

test("bytes are plain where each of them is, wherever they lie in memory", () => {
  const byte = fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 0x20, max: 0x7f }) }, fc.nat(255));
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 40 }), fc.nat(7), (bytes, offset) => {
      const memory = Buffer.from([...Array.from({ length: offset }, () => 0xff), ...bytes, 0]);
      const place = memory.subarray(offset, offset + bytes.length);
      expect(isPlain(place)).toBe(bytes.every((one) => one >= 0x20 && one <= 0x7f && one !== 0x5c));
    }),
    { numRuns: 2_000 },
  );
});

test.each([0x00, 0x1f, 0x20, 0x21, 0x5b, 0x5c, 0x5d, 0x7f, 0x80, 0xff])("byte %i is found at any place", (odd) => {
  for (const usual of [0x20, 0x5b, 0x5d, 0x61, 0x7f]) {
    for (let place = 0; place < 13; place++) {
      const bytes = Buffer.alloc(13, usual);
      bytes[place] = odd;
      expect(isPlain(bytes)).toBe(odd >= 0x20 && odd <= 0x7f && odd !== 0x5c);
    }
  }
});
