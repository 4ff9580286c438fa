import { setTimeout as sleep } from "node:timers/promises";
import type { BackfillRate } from "./options.ts";

interface Spent {
  readonly items: number;
  readonly read: number;
  readonly write: number;
}

/** Keeps work within a rate. What work takes is known when it is done: then it is paid for by waiting before the next. */
export interface Limiter {
  /** Waits until what was spent is within the rate. */
  pass(): Promise<void>;
  spend(spent: Partial<Spent>): void;
}

interface Time {
  now(): number;
  sleep(milliseconds: number): Promise<unknown>;
}

export function createLimiter(rate: BackfillRate, signal: AbortSignal, time: Time = realTime(signal)): Limiter {
  const perSecond = { items: rate.itemsPerSecond, read: rate.readUnitsPerSecond, write: rate.writeUnitsPerSecond };
  /** When what was spent of each is paid for. */
  const paid = { items: 0, read: 0, write: 0 };
  return {
    async pass() {
      for (;;) {
        signal.throwIfAborted();
        const wait = Math.max(...Object.values(paid)) - time.now();
        if (wait <= 0) return;
        await time.sleep(wait);
      }
    },
    spend(spent) {
      for (const kind of ["items", "read", "write"] as const) {
        const limit = perSecond[kind];
        if (limit === undefined) continue;
        paid[kind] = Math.max(paid[kind], time.now()) + ((spent[kind] ?? 0) * 1000) / limit;
      }
    },
  };
}

function realTime(signal: AbortSignal): Time {
  return { now: () => performance.now(), sleep: (milliseconds) => sleep(milliseconds, undefined, { signal }) };
}
