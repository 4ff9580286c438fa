import { setTimeout as wait } from "node:timers/promises";

const base = 25;
const longest = 2_000;

/**
 * Waits before attempt number `attempt` (from 1): a random time up to a bound that doubles, so that callers who failed
 * together do not come back together.
 */
export async function backOff(attempt: number, signal: AbortSignal | undefined): Promise<void> {
  const milliseconds = Math.random() * Math.min(longest, base * 2 ** attempt);
  await wait(milliseconds, undefined, signal === undefined ? {} : { signal });
}
