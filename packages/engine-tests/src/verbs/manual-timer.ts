import type { LeaseTimer } from "keywright";

/** Time that passes when a test says so. */
export interface ManualTimer extends LeaseTimer {
  /** Lets time pass, and wakes who waited for that long. */
  advance(milliseconds: number): void;
  /** Resolves when somebody waits for something that is `within` so many milliseconds. */
  untilWaiting(within: number): Promise<void>;
}

export function manualTimer(): ManualTimer {
  let time = 0;
  const waiting = new Set<{ readonly at: number; wake(): void }>();
  const wakeDue = (): void => {
    for (const one of waiting) if (one.at <= time) one.wake();
  };
  return {
    now: () => time,
    wait: (milliseconds, signal) =>
      new Promise<void>((resolve, reject) => {
        const aborted = () => Object.assign(new Error("aborted", { cause: signal?.reason }), { name: "AbortError" });
        if (signal?.aborted) throw aborted();
        const one = { at: time + milliseconds, wake: () => end(resolve) };
        const abort = (): void => end(() => reject(aborted()));
        const end = (settle: () => void): void => {
          waiting.delete(one);
          signal?.removeEventListener("abort", abort);
          settle();
        };
        waiting.add(one);
        signal?.addEventListener("abort", abort, { once: true });
      }),
    advance: (milliseconds) => {
      time += milliseconds;
      wakeDue();
    },
    untilWaiting: async (within) => {
      while (![...waiting].some(({ at }) => at - time <= within)) await new Promise((wake) => setTimeout(wake, 5));
    },
  };
}
