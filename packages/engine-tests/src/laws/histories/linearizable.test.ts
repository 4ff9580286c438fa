import { describe, expect, test } from "vitest";
import { type Call, isLinearizable } from "./linearizable.ts";

// A register of numbers, as wrapped values because `undefined` means that an answer is impossible.
type State = { readonly value: number };
const write = (value: number, from: number, until = Number.POSITIVE_INFINITY): Call<State> => ({
  what: `write ${value}`,
  from,
  until,
  apply: () => ({ value }),
});
const read = (value: number, from: number, until: number): Call<State> => ({
  what: `read ${value}`,
  from,
  until,
  apply: (state) => (state.value === value ? state : undefined),
});
const check = (...calls: readonly Call<State>[]): boolean =>
  isLinearizable(calls, { value: 0 }, ({ value }) => String(value));

describe("of a register", () => {
  test.each([
    ["what was written is read", [write(1, 0, 1), read(1, 2, 3)], true],
    ["what was there before is read after a write", [write(1, 0, 1), read(0, 2, 3)], false],
    ["either is read while it is written", [write(1, 0, 5), read(0, 1, 2), read(1, 3, 4)], true],
    ["the new value and then the old one", [write(1, 0, 5), read(1, 1, 2), read(0, 3, 4)], false],
    ["a write without an answer happened", [write(1, 0), read(1, 2, 3)], true],
    ["a write without an answer did not happen", [write(1, 0), read(0, 2, 3)], true],
    ["a write without an answer happened later", [write(1, 0), read(0, 1, 2), read(1, 3, 4)], true],
    ["a write without an answer happened and was undone", [write(1, 0), read(1, 1, 2), read(0, 3, 4)], false],
    ["nothing before its beginning", [read(1, 0, 1), write(1, 2, 3)], false],
  ] as const)("%s: %#", (_name, calls, expected) => {
    expect(check(...calls)).toBe(expected);
  });
});
