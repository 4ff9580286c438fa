import type { PollOptions } from "./options.ts";

/**
 * The pause before look number `attempt` (from 0) in milliseconds: grows by half, up to the cap, and varies by a quarter,
 * so that programs that wait for the same table do not ask at the same moment.
 *
 * @param random - From 0 up to 1.
 */
export function pauseLength(attempt: number, poll: PollOptions, random: number): number {
  const { startMs = 20, capMs = 20_000 } = poll;
  const base = Math.min(capMs, startMs * 1.5 ** attempt);
  return Math.min(capMs, base * (0.75 + random / 2));
}
