import * as crypto from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import { randomMark } from "./write-mark.ts";

vi.mock("node:crypto", { spy: true });
afterEach(() => void vi.useRealTimers());

test("no two marks are the same", () => {
  const marks = Array.from({ length: 10_000 }, randomMark);
  expect(new Set(marks).size).toBe(marks.length);
  for (const mark of marks) expect(mark).toMatch(/^[\w-]{12}$/);
});

test("marks of a machine that was stored and started again are made of new bytes", () => {
  const fills = (): number => vi.mocked(crypto.randomFillSync).mock.calls.length;
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 10_000 });
  randomMark();
  const before = fills();
  randomMark();
  expect(fills()).toBe(before);
  vi.setSystemTime(Date.now() + 5_000);
  randomMark();
  expect(fills()).toBe(before + 1);
});
