import { expect, test } from "vitest";
import { createSaver } from "./saver.ts";

test("saves one at a time, and the newest last", async () => {
  let newest = 0;
  let running = 0;
  const saved: number[] = [];
  const save = createSaver(async () => {
    expect(++running).toBe(1);
    const value = newest;
    await new Promise((resolve) => setTimeout(resolve, 2));
    saved.push(value);
    running--;
  });
  const all: Promise<void>[] = [];
  for (newest = 1; newest < 6; newest++) all.push(save());
  newest = 6;
  all.push(save());
  await Promise.all(all);
  expect(saved.at(-1)).toBe(6);
  expect(saved.length).toBeLessThan(6);
  await save();
  expect(saved.at(-1)).toBe(6);
});

test("a save that fails is thrown, and the next one is made", async () => {
  let fails = true;
  const save = createSaver(() => {
    if (fails) throw new Error("disk full");
  });
  await expect(save()).rejects.toThrow("disk full");
  fails = false;
  await save();
});
