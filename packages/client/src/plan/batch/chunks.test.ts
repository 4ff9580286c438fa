import fc from "fast-check";
import { expect, test } from "vitest";
import { type BatchPart, chunksOf } from "./chunks.ts";

const part = fc.record({ id: fc.uuid(), bytes: fc.nat(60), positions: fc.constant([0]) });
const lanes = fc.array(fc.uniqueArray(part, { selector: ({ id }) => id, maxLength: 80 }), { maxLength: 3 });
const limits = { most: 7, bytes: 100 };
const bytesOf = (chunk: readonly BatchPart[]): number => chunk.reduce((sum, { bytes }) => sum + bytes, 0);

test("chunks hold everything once, in order, and none holds more than a request takes", () => {
  fc.assert(
    fc.property(lanes, (given) => {
      const chunks = chunksOf(given, limits);
      expect(chunks.flat()).toEqual(given.flat());
      for (const [i, chunk] of chunks.entries()) {
        expect(chunk.length).toBeGreaterThan(0);
        expect(chunk.length).toBeLessThanOrEqual(limits.most);
        expect(bytesOf(chunk)).toBeLessThanOrEqual(limits.bytes);
        const next = chunks[i + 1]?.[0];
        const lane = given.find((parts) => parts.includes(chunk[0] as never));
        if (next === undefined || lane?.includes(next as never) === false) continue;
        // The next part would have been too much.
        expect(chunk.length === limits.most || bytesOf([...chunk, next]) > limits.bytes).toBe(true);
      }
    }),
  );
});

test("what is larger than a request stands alone, for DynamoDB to refuse", () => {
  const large = { id: "a", bytes: 101, positions: [0] };
  expect(chunksOf([[large, { ...large, id: "b" }]], limits)).toHaveLength(2);
});
