import { setTimeout as sleep } from "node:timers/promises";
import { isRetryable, OutcomeUnknownError } from "keywright";

const mostTries = 8;
const longestPause = 10_000;

/**
 * Does again what failed for throttling, the network or the service, after pauses that grow. A write whose outcome is not known is
 * made again, too: it is a rewrite of what is there then, which changes nothing where it was carried out.
 */
export async function insist<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      if (tries === mostTries || !(isRetryable(error) || OutcomeUnknownError.isInstance(error))) throw error;
    }
    await sleep(Math.random() * Math.min(longestPause, 100 * 2 ** tries), undefined, { signal });
  }
}
