import { expect, test } from "vitest";
import { duration } from "./duration.ts";
import { printJson } from "./json.ts";
import { createProgress } from "./progress.ts";

function written(terminal: boolean, columns = 60): string {
  let text = "";
  let now = 0;
  const err = (more: string): void => {
    text += more;
  };
  const progress = createProgress({ err, terminal, columns }, () => now);
  for (let step = 0; step <= 100; step++) {
    progress.update(step / 100, `${step} items`);
    now += 90;
  }
  progress.end();
  return text;
}

test("on a terminal a bar is drawn over, and taken away at the end", () => {
  const lines = written(true).split("\r\u001b[2K");
  expect(lines[1]).toBe("[------------------------] 0 % 0 items");
  expect(lines.at(-2)).toMatch(/^\[#{24}\] 100 % 100 items$/);
  expect(lines.at(-1)).toBe("");
  expect(
    written(true, 20)
      .split("\r\u001b[2K")
      .every((line) => line.length < 20),
  ).toBe(true);
});

test("elsewhere there is a line every five seconds", () => {
  expect(written(false)).toBe("0 % 0 items\n56 % 56 items\n");
});

test("times are for people", () => {
  expect([400, 59_400, 60_000, 200_000, 3_600_000, 7_500_000].map(duration)).toEqual([
    "0 s",
    "59 s",
    "1 min",
    "3 min 20 s",
    "1 h",
    "2 h 5 min",
  ]);
});

test("JSON has what JSON has not as text", () => {
  const value = { n: 12n, set: new Set(["a"]), map: new Map([["k", 1]]), bytes: Buffer.from("hi"), at: new Date(0) };
  expect(JSON.parse(printJson(value))).toEqual({
    n: "12",
    set: ["a"],
    map: { k: 1 },
    bytes: "aGk=",
    at: "1970-01-01T00:00:00.000Z",
  });
});
