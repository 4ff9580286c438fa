import { TestkitError } from "../error/testkit-error.ts";

/** A span of time: what is given is added up. Parts may be fractions; a number by itself is milliseconds. */
export type Duration =
  | number
  | {
      readonly ms?: number;
      readonly seconds?: number;
      readonly minutes?: number;
      readonly hours?: number;
      readonly days?: number;
    };

/**
 * The time as Keywright sees it: timestamps, expiry of items, whatever `connect(client, { clock })` decides. It starts at the
 * system's time and runs with it, until it is moved or stopped. Timers, `Date.now()` and the signatures of requests are not
 * touched, and the engine does not know of it: DynamoDB Local deletes what has expired by the system's time.
 *
 * Its functions need no `this`: `connect(client, { clock: clock.now })`.
 */
export interface TestClock {
  /** The time it is; a new `Date` each time. */
  readonly now: () => Date;
  /** Whether the clock stands still. */
  readonly frozen: () => boolean;
  /**
   * Sets the time, forwards or backwards. A clock that runs goes on from there.
   *
   * @throws {TestkitError} `clock-invalid` where this is no time from 1970 to 9999.
   */
  readonly set: (time: Date | string | number) => void;
  /**
   * Moves the time forwards, and gives the new one.
   *
   * @throws {TestkitError} `clock-invalid` where this is no span of time, is negative, or leads past the year 9999.
   *
   * @example
   * clock.advance({ days: 1, minutes: 30 });
   */
  readonly advance: (by: Duration) => Date;
  /**
   * Stops the clock, at the time given or now: everything written from here on has the same time. `set` and `advance` still
   * move it.
   *
   * @throws {TestkitError} `clock-invalid` where this is no time from 1970 to 9999.
   */
  readonly freeze: (time?: Date | string | number) => void;
  /** Lets the clock run on from where it stands. */
  readonly resume: () => void;
  /** The system's time again, running. */
  readonly reset: () => void;
}

const units = { ms: 1, seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;
// A later year has five digits, and would not sort as text.
const LATEST = Date.parse("9999-12-31T23:59:59.999Z");

/**
 * Makes a clock. `startDynamoDB()` has one already, which its `db` goes by.
 *
 * @example
 * const clock = createTestClock();
 * const db = connect(client, { clock: clock.now });
 * clock.freeze("2026-05-01T09:00:00Z");
 * clock.advance({ hours: 1 });
 */
export function createTestClock(): TestClock {
  let offset = 0;
  let standing: number | undefined;

  const time = (): number => standing ?? Date.now() + offset;
  const move = (to: number): void => {
    if (standing === undefined) offset = to - Date.now();
    else standing = to;
  };
  return Object.freeze({
    now: () => new Date(time()),
    frozen: () => standing !== undefined,
    set: (to: Date | string | number) => move(readTime("set", to)),
    advance: (by: Duration) => {
      const to = time() + readDuration(by);
      if (to > LATEST) throw invalid("advance", "leads past the year 9999");
      move(to);
      return new Date(to);
    },
    freeze: (at?: Date | string | number) => {
      standing = at === undefined ? time() : readTime("freeze", at);
    },
    resume: () => {
      if (standing === undefined) return;
      offset = standing - Date.now();
      standing = undefined;
    },
    reset: () => {
      offset = 0;
      standing = undefined;
    },
  });
}

function readTime(call: string, value: unknown): number {
  const time = timeOf(value);
  if (!Number.isFinite(time)) {
    throw invalid(call, "is no time: give a Date, milliseconds since 1970, or text such as '2026-05-01T09:00:00Z'");
  }
  if (time < 0 || time > LATEST) {
    const hint = time < 0 ? "is before 1970, where the expiry of items begins to count" : "is past the year 9999";
    throw invalid(call, `${hint}: give a time from 1970 to 9999`);
  }
  return Math.trunc(time);
}

// Without Z or an offset a text would be another time on each machine.
const iso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}([.]\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

function timeOf(value: unknown): number {
  if (typeof value === "string") return iso.test(value) ? Date.parse(value) : Number.NaN;
  return value instanceof Date || typeof value === "number" ? Number(value) : Number.NaN;
}

function readDuration(by: unknown): number {
  const parts: unknown = typeof by === "number" ? { ms: by } : by;
  if (typeof parts !== "object" || parts === null || Object.keys(parts).length === 0) {
    throw invalid("advance", "is no span of time: give milliseconds, or parts such as { hours: 1, minutes: 30 }");
  }
  let sum = 0;
  for (const [unit, amount] of Object.entries(parts)) {
    if (!Object.hasOwn(units, unit)) {
      throw invalid("advance", `has the unit '${unit}', which is not one of ${Object.keys(units).join(", ")}`);
    }
    if (typeof amount !== "number" || !Number.isFinite(amount)) {
      throw invalid("advance", `has ${unit} that are no finite number`);
    }
    if (amount < 0) throw invalid("advance", `has negative ${unit}: set() moves the clock backwards`);
    sum += amount * units[unit as keyof typeof units];
  }
  return Math.round(sum);
}

function invalid(call: string, what: string): TestkitError {
  return new TestkitError({ code: "clock-invalid", message: `What was given to ${call}() of the test clock ${what}.` });
}
