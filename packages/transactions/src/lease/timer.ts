import { setTimeout as pause } from "node:timers/promises";

/**
 * Measures and waits for spans of time, in milliseconds of one process. Tests put their own in its place; programs need none.
 */
export interface LeaseTimer {
  /** Milliseconds since some moment. Never goes back, and knows of no other machine. */
  readonly now: () => number;
  /** Resolves after this many milliseconds; rejects with an `AbortError` when the signal is aborted. */
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** The monotonic clock of the process, which no correction of the system's time moves. */
export const monotonic: LeaseTimer = {
  now: () => performance.now(),
  wait: (milliseconds, signal) => pause(milliseconds, undefined, signal === undefined ? {} : { signal }),
};
