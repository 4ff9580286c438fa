import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { TestkitError } from "../error/testkit-error.ts";
import { createTestClock, type Duration } from "./test-clock.ts";

const start = Date.parse("2026-05-01T09:00:00Z");
beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a clock that runs", () => {
  test("goes with the system's time, from wherever it was moved to", () => {
    const { now, set, advance } = createTestClock();
    expect(now()).toEqual(new Date(start));
    vi.setSystemTime(start + 1000);
    expect(now()).toEqual(new Date(start + 1000));
    expect(advance({ days: 1, hours: 1, minutes: 1, seconds: 1, ms: 1 })).toEqual(new Date("2026-05-02T10:01:02.001Z"));
    vi.setSystemTime(start + 2000);
    expect(now()).toEqual(new Date("2026-05-02T10:01:03.001Z"));
    set("1999-12-31");
    vi.setSystemTime(start + 3000);
    expect(now()).toEqual(new Date("1999-12-31T00:00:01Z"));
  });

  test("what it gives can be changed without moving it", () => {
    const clock = createTestClock();
    clock.now().setFullYear(1970);
    expect(clock.now()).toEqual(new Date(start));
  });
});

describe("a frozen clock", () => {
  test("stands, is moved, and runs on from where it stands", () => {
    const clock = createTestClock();
    clock.freeze();
    expect(clock.frozen()).toBe(true);
    vi.setSystemTime(start + 5000);
    expect(clock.now()).toEqual(new Date(start));
    clock.advance(250);
    expect(clock.now()).toEqual(new Date(start + 250));
    clock.set(start);
    clock.resume();
    expect(clock.frozen()).toBe(false);
    vi.setSystemTime(start + 6000);
    expect(clock.now()).toEqual(new Date(start + 1000));
  });

  test("freezes at a time, and again at another", () => {
    const clock = createTestClock();
    clock.freeze("2030-01-01T00:00:00+01:00");
    expect(clock.now().toISOString()).toBe("2029-12-31T23:00:00.000Z");
    clock.freeze(new Date(0));
    expect(clock.now().getTime()).toBe(0);
    clock.reset();
    expect(clock.now()).toEqual(new Date(start));
    expect(clock.frozen()).toBe(false);
  });
});

test("resume() of a clock that runs, and freeze() of one that stands, change nothing", () => {
  const clock = createTestClock();
  clock.advance({ hours: 1 });
  clock.resume();
  expect(clock.now()).toEqual(new Date(start + 3_600_000));
  clock.freeze();
  clock.freeze();
  expect(clock.now()).toEqual(new Date(start + 3_600_000));
});

test("steps add up, however they are told", () => {
  const step = fc.record(
    { ms: fc.nat(5000), seconds: fc.nat(500), minutes: fc.nat(500), hours: fc.nat(100), days: fc.nat(100) },
    { requiredKeys: ["ms"] },
  );
  fc.assert(
    fc.property(fc.array(step), fc.boolean(), (steps, frozen) => {
      const clock = createTestClock();
      if (frozen) clock.freeze();
      let sum = start;
      for (const { ms = 0, seconds = 0, minutes = 0, hours = 0, days = 0 } of steps) {
        sum += ms + 1000 * (seconds + 60 * (minutes + 60 * (hours + 24 * days)));
      }
      for (const by of steps) clock.advance(by);
      expect(clock.now().getTime()).toBe(sum);
    }),
  );
});

test.each<[string, unknown, RegExp]>([
  ["no number", Number.NaN, /no finite number/],
  ["infinity", { hours: Number.POSITIVE_INFINITY }, /hours that are no finite number/],
  ["text", { hours: "1" }, /hours that are no finite number/],
  ["a step back", { minutes: -1 }, /negative minutes: set\(\) moves the clock backwards/],
  ["an unknown unit", { hour: 1 }, /the unit 'hour', which is not one of ms, seconds/],
  ["nothing", {}, /no span of time/],
  ["null", null, /no span of time/],
  ["ten thousand years", { days: 365 * 10_000 }, /leads past the year 9999/],
])("advance refuses %s, and the clock is where it was", (_what, by, message) => {
  const clock = createTestClock();
  expect(() => clock.advance(by as Duration)).toThrow(message);
  expect(clock.now()).toEqual(new Date(start));
});

test.each<[string, unknown, RegExp]>([
  ["an invalid date", new Date(Number.NaN), /is no time/],
  ["text that is no time", "tomorrow", /is no time/],
  ["a time of no place", "2026-05-01T09:00:00", /is no time/],
  ["null", null, /is no time/],
  ["a time before 1970", -1, /is before 1970/],
  ["a time too late", new Date(8.64e15), /is past the year 9999/],
])("set and freeze refuse %s, and the clock is where it was", (_what, time, message) => {
  const clock = createTestClock();
  expect(() => clock.set(time as Date)).toThrow(message);
  expect(() => clock.freeze(time as Date)).toThrow(message);
  expect(clock.frozen()).toBe(false);
  expect(clock.now()).toEqual(new Date(start));
  try {
    clock.set(time as Date);
  } catch (error) {
    expect(TestkitError.isInstance(error) && error.code).toBe("clock-invalid");
  }
});
