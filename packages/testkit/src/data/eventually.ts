import { setTimeout as systemTimeout } from "node:timers/promises";
import { TestkitError } from "../error/testkit-error.ts";

// Taken now: fake timers of a test replace them later, and would never end the waiting.
const sleep = systemTimeout;
const nanoseconds: () => bigint = process.hrtime.bigint;

export interface EventuallyOptions {
  /** How long to go on trying. Default: 5,000. */
  readonly timeoutMs?: number;
  /** The pause between an attempt and the next. Default: 50. */
  readonly intervalMs?: number;
  /** Ends the waiting, and rejects with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * Waits until an assertion holds: for what a global index, a stream or a background task shows after a while. Tries at once,
 * and again after each failure; gives what the function gives. Goes by the system's time, not by the clock of the test.
 *
 * The function gets a signal that is aborted when the time is up.
 *
 * @throws {TestkitError} `eventually-timeout`, with the last error as cause.
 *
 * @example
 * const [task] = await eventually(async () => {
 *   const { items } = await db.send(Task.indexes.byStatus.query({ status: "OPEN" }));
 *   expect(items).toHaveLength(1);
 *   return items;
 * });
 */
export async function eventually<T>(
  fn: (signal: AbortSignal) => T | Promise<T>,
  options: EventuallyOptions = {},
): Promise<T> {
  const { timeoutMs = 5000, intervalMs = 50, signal } = options;
  if (!(timeoutMs >= 0) || !(intervalMs >= 0)) {
    throw new RangeError("eventually: timeoutMs and intervalMs are milliseconds from 0.");
  }
  const end = new AbortController();
  const started = nanoseconds();
  const left = (): number => timeoutMs - Number(nanoseconds() - started) / 1e6;
  const abort = (): void => end.abort(signal?.reason);
  signal?.addEventListener("abort", abort, { once: true });
  let attempts = 0;
  let last: { readonly error: unknown } | undefined;
  try {
    for (;;) {
      signal?.throwIfAborted();
      attempts++;
      const outcome = await attempt(fn, end.signal, left());
      if (outcome === "pending") signal?.throwIfAborted();
      if (outcome === "pending") throw timedOut(timeoutMs, attempts, true, last?.error);
      if ("value" in outcome) return outcome.value;
      last = outcome;
      signal?.throwIfAborted();
      if (left() <= 0) throw timedOut(timeoutMs, attempts, false, last.error);
      await sleep(Math.min(intervalMs, Math.max(0, left())), undefined, { signal: end.signal }).catch(() => undefined);
    }
  } finally {
    signal?.removeEventListener("abort", abort);
    end.abort();
  }
}

type Outcome<T> = { readonly value: T } | { readonly error: unknown } | "pending";

async function attempt<T>(
  fn: (signal: AbortSignal) => T | Promise<T>,
  signal: AbortSignal,
  ms: number,
): Promise<Outcome<T>> {
  const stop = new AbortController();
  const run = async (): Promise<Outcome<T>> => {
    try {
      return { value: await fn(signal) };
    } catch (error) {
      return { error };
    }
  };
  const late = sleep(Math.max(0, ms), "pending" as const, { signal: stop.signal, ref: true });
  const ended = new Promise<Outcome<T>>((resolve) => {
    signal.addEventListener("abort", () => resolve("pending"), { once: true, signal: stop.signal });
  });
  try {
    return await Promise.race([run(), late, ended]);
  } finally {
    late.catch(() => undefined);
    stop.abort();
  }
}

function timedOut(timeoutMs: number, attempts: number, pending: boolean, cause: unknown): TestkitError {
  const tried = attempts === 1 ? "once" : `${attempts} times`;
  const what = pending ? "and had not ended the last time" : "and failed each time";
  const reason = cause instanceof Error ? `: ${cause.message}` : "";
  return new TestkitError({
    code: "eventually-timeout",
    message: `What was to become true was tried ${tried} in ${timeoutMs} ms ${what}${reason}\nGive it more time with { timeoutMs }, or correct it.`,
    ...(cause !== undefined && { cause }),
  });
}
