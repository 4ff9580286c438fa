import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, it } from "vitest";
import { callsAtATime } from "./calls.ts";

it.each([
  [1, 1],
  [4, 4],
  [64, 10],
])("makes %i calls at a time, and no more than there are", async (concurrency, expected) => {
  const made: number[] = [];
  let running = 0;
  let most = 0;
  await callsAtATime(concurrency, 10, async (i) => {
    made.push(i);
    most = Math.max(most, ++running);
    await nextTurn();
    running--;
  });
  expect(made.sort((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, i) => i));
  expect(most).toBe(expected);
});
