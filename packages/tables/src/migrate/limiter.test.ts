import fc from "fast-check";
import { expect, test } from "vitest";
import { createLimiter } from "./limiter.ts";

function clock() {
  let now = 5_000;
  return {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

test("whatever work takes, no more than the rate is spent, but for the last piece", async () => {
  const pieces = fc.array(fc.record({ items: fc.nat(50), read: fc.nat(300), write: fc.nat(30), takes: fc.nat(700) }), {
    minLength: 1,
    maxLength: 30,
  });
  const rate = { itemsPerSecond: 20, readUnitsPerSecond: 100, writeUnitsPerSecond: 7 };
  await fc.assert(
    fc.asyncProperty(pieces, async (all) => {
      const time = clock();
      const limiter = createLimiter(rate, new AbortController().signal, time);
      const start = time.now();
      const spent = { items: 0, read: 0, write: 0 };
      for (const { takes, ...piece } of all) {
        await limiter.pass();
        const seconds = (time.now() - start) / 1000;
        expect(spent.items).toBeLessThanOrEqual(seconds * 20 + 1e-6);
        expect(spent.read).toBeLessThanOrEqual(seconds * 100 + 1e-6);
        expect(spent.write).toBeLessThanOrEqual(seconds * 7 + 1e-6);
        limiter.spend(piece);
        spent.items += piece.items;
        spent.read += piece.read;
        spent.write += piece.write;
        await time.sleep(takes);
      }
    }),
  );
});

test("what is not limited waits for nothing, and a run that has ended waits no longer", async () => {
  const controller = new AbortController();
  const time = clock();
  const free = createLimiter({}, controller.signal, time);
  free.spend({ items: 1e9, read: 1e9, write: 1e9 });
  await free.pass();
  expect(time.now()).toBe(5_000);
  const limited = createLimiter({ itemsPerSecond: 1 }, controller.signal);
  limited.spend({ items: 1_000 });
  const passing = limited.pass();
  controller.abort(new Error("enough"));
  await expect(passing).rejects.toMatchObject({ name: "AbortError" });
  await expect(limited.pass()).rejects.toThrow("enough");
});
