import { setImmediate as soon } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ThrottledError } from "../error/throttled-error.ts";
import type { BatchPart } from "../plan/batch/chunks.ts";
import { leftOf, newBatch, sendBatch } from "./batch.ts";
import { none } from "./runtime.ts";

// Nobody waits between attempts here.
beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

const parts = (n: number, lane = "a"): readonly BatchPart[] =>
  Array.from({ length: n }, (_, i) => ({ id: `${lane}${i}`, bytes: 0, positions: [i] }));
const limits = { most: 5, bytes: Number.POSITIVE_INFINITY };
const throttled = new ThrottledError({ subject: "test", reasons: [], cause: undefined });

/** What becomes of a request: a part of it is done, it is throttled, or it fails. */
const fate = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("partly" as const), keep: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("throttled" as const), keep: fc.constant(0) }) },
);

test("each part is done once or left, whatever requests leave, and no more of them are under way than asked for", async () => {
  const cases = fc.record({
    sizes: fc.array(fc.nat(40), { minLength: 1, maxLength: 3 }),
    fates: fc.array(fate, { minLength: 1, maxLength: 60 }),
    failsAt: fc.option(fc.nat(30), { nil: undefined }),
    concurrency: fc.integer({ min: 1, max: 5 }),
    maxAttempts: fc.integer({ min: 1, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ sizes, fates, failsAt, concurrency, maxAttempts }) => {
      const lanes = sizes.map((n, lane) => parts(n, `${lane}-`));
      const batch = newBatch(lanes);
      const done: string[] = [];
      const progress: number[] = [];
      let [sent, underWay, failed] = [0, 0, false];
      const send = async (asked: readonly BatchPart[]) => {
        expect(failed).toBe(false);
        expect(++underWay).toBeLessThanOrEqual(concurrency);
        expect(new Set(asked.map(({ id }) => id.split("-")[0])).size).toBe(1);
        const number = sent++;
        const { kind, keep } = fates[number % fates.length] ?? { kind: "partly", keep: 0 };
        await soon();
        underWay--;
        if (number === failsAt) {
          failed = true;
          throw new Error("failed");
        }
        if (kind === "throttled") throw throttled;
        const kept = Math.min(keep, asked.length);
        done.push(...asked.slice(kept).map(({ id }) => id));
        return { unprocessed: asked.slice(0, kept), capacity: none };
      };
      const onProgress = ({ done: count }: { readonly done: number }): void => void progress.push(count);
      await sendBatch(batch, limits, send, { concurrency, maxAttempts, onProgress }, undefined);
      const left = leftOf(batch).map(({ id }) => id);
      const all = lanes.flat().map(({ id }) => id);
      expect([...done, ...left].sort()).toEqual(all.sort());
      expect(batch.done).toBe(done.length);
      expect(progress).toEqual([...progress].sort((a, b) => a - b));
      if (left.length > 0) expect(batch.stopped).toBe(true);
      expect(batch.failure === undefined).toBe(!failed);
    }),
  );
});

test("what comes through anywhere lets the others try on", async () => {
  let calls = 0;
  const batch = newBatch([parts(60)]);
  // The last five are stuck; of the others one comes through with each request.
  const send = async (asked: readonly BatchPart[]) => {
    calls++;
    const stuck = asked.filter(({ positions: [i = 0] }) => i >= 55);
    const free = asked.filter((part) => !stuck.includes(part));
    return { unprocessed: [...free.slice(1), ...stuck], capacity: none };
  };
  await sendBatch(batch, limits, send, { concurrency: 2, maxAttempts: 3 }, undefined);
  expect(batch.done).toBe(55);
  expect(leftOf(batch)).toHaveLength(5);
  expect(calls).toBeGreaterThan(55);
});

test("is ended by its signal while it waits", async () => {
  vi.mocked(Math.random).mockReturnValue(1);
  const stopper = new AbortController();
  const batch = newBatch([parts(5)]);
  const send = async (asked: readonly BatchPart[]) => {
    setTimeout(() => stopper.abort(), 5);
    return { unprocessed: asked, capacity: none };
  };
  await sendBatch(batch, limits, send, { maxAttempts: 100 }, stopper.signal);
  expect(batch.failure).toMatchObject({ name: "AbortError" });
  expect(leftOf(batch)).toHaveLength(5);
});

test("a request that fails after the others have given up is what it failed for", async () => {
  const batch = newBatch([parts(10)]);
  let calls = 0;
  const failing = async (): Promise<never> => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    throw new Error("failed");
  };
  const send = async (asked: readonly BatchPart[]) =>
    calls++ === 0 ? failing() : { unprocessed: asked, capacity: none };
  await sendBatch(batch, limits, send, { concurrency: 2, maxAttempts: 1 }, undefined);
  expect(batch.failure).toMatchObject({ message: "failed" });
  expect(leftOf(batch)).toHaveLength(10);
});
