import fc from "fast-check";
import { expect, test } from "vitest";
import { merge } from "./merge.ts";

const ascending = (a: number, b: number) => a - b;
const sorted = fc.array(fc.integer({ min: 0, max: 20 })).map((numbers) => numbers.sort(ascending));

/** A source that counts what was taken of it, and knows whether it was let go. */
function source(numbers: readonly number[]) {
  const seen = { taken: 0, closed: false };
  async function* read() {
    try {
      for (const number of numbers) {
        seen.taken += 1;
        yield number;
      }
    } finally {
      seen.closed = true;
    }
  }
  return { seen, items: read() };
}

test("a merge has all items of its sources, in order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sorted, { maxLength: 6 }), async (lists) => {
      const merged: number[] = [];
      for await (const item of merge(
        lists.map((list) => source(list).items),
        ascending,
      ))
        merged.push(item);
      expect(merged).toEqual(lists.flat().sort(ascending));
    }),
  );
});

test("no source is read further than one item ahead, and all are let go", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sorted, { minLength: 1, maxLength: 6 }), fc.nat({ max: 10 }), async (lists, wanted) => {
      const sources = lists.map(source);
      const merged = merge(
        sources.map(({ items }) => items),
        ascending,
      );
      const taken: number[] = [];
      for await (const item of merged) {
        taken.push(item);
        if (taken.length > wanted) break;
      }
      const read = sources.reduce((sum, { seen }) => sum + seen.taken, 0);
      expect(read).toBeLessThanOrEqual(taken.length + sources.length);
      expect(sources.every(({ seen }) => seen.closed)).toBe(true);
    }),
  );
});

test("what a source fails with, the merge fails with", async () => {
  const good = source([1, 2]);
  async function* bad() {
    yield 0;
    throw new Error("no more");
  }
  const taken: number[] = [];
  const reading = async () => {
    for await (const item of merge([good.items, bad()], ascending)) taken.push(item);
  };
  await expect(reading()).rejects.toThrow("no more");
  expect(taken).toEqual([0]);
  expect(good.seen.closed).toBe(true);
});
