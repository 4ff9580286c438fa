import { setTimeout as wait } from "node:timers/promises";
import { unlessAborted } from "../unless-aborted.ts";
import { type ErrorKind, errorKind } from "./error-kind.ts";
import { retryAfter } from "./retry-after.ts";

interface Token {
  getRetryCount(): number;
  getRetryDelay(): number;
  readonly $retryLog?: { readonly acquisitionDelay?: number };
}

interface Refusal {
  readonly error: unknown;
  readonly errorType: ErrorKind;
  readonly retryAfterHint?: Date;
}

/** What decides about retries, of the SDK's or of somebody's own: it keeps the budget, and makes waiting the delays. */
export interface RetryStrategy {
  acquireInitialRetryToken(scope: string): Promise<Token>;
  refreshRetryTokenForRetry(token: Token, refusal: Refusal): Promise<Token>;
  recordSuccess(token: Token): void;
}

interface Metadata {
  attempts?: number;
  totalRetryDelay?: number;
}

/** Sends until the strategy is content or gives up, and writes into `$metadata` how often that was and how long it waited. */
export async function withRetries<T extends { readonly $metadata: Metadata }>(
  strategy: RetryStrategy,
  signal: AbortSignal | undefined,
  send: (attempt: number) => Promise<T>,
): Promise<T> {
  let token = await unlessAborted(signal, () => strategy.acquireInitialRetryToken(""));
  let attempts = 1;
  let totalRetryDelay = 0;
  for (;;) {
    try {
      const output = await send(attempts);
      strategy.recordSuccess(token);
      Object.assign(output.$metadata, { attempts, totalRetryDelay });
      return output;
    } catch (thrown) {
      const error = asError(thrown);
      try {
        token = await unlessAborted(signal, () => strategy.refreshRetryTokenForRetry(token, refusalOf(thrown)));
      } catch (refused) {
        if (signal?.aborted && asError(refused).name === "AbortError") throw refused;
        error.$metadata = Object.assign(error.$metadata ?? {}, { attempts, totalRetryDelay });
        throw error;
      }
      attempts = token.getRetryCount() + 1;
      const delay = token.getRetryDelay();
      totalRetryDelay += (token.$retryLog?.acquisitionDelay ?? 0) + delay;
      if (delay > 0) await unlessAborted(signal, () => wait(delay));
    }
  }
}

function refusalOf(error: unknown): Refusal {
  const hint = retryAfter(error);
  return { error, errorType: errorKind(error), ...(hint && { retryAfterHint: hint }) };
}

/** @throws TypeError for a strategy of the kind that the SDK had before, which sends requests itself */
export function checkStrategy(strategy: RetryStrategy | object): RetryStrategy {
  if ("acquireInitialRetryToken" in strategy && "refreshRetryTokenForRetry" in strategy) return strategy;
  throw new TypeError(
    'transport "direct" needs a retry strategy that gives tokens, and that of this client sends requests itself. Leave out `retryStrategy`, or `transport`',
  );
}

function asError(thrown: unknown): Error & { $metadata?: Metadata } {
  if (thrown instanceof Error) return thrown;
  return typeof thrown === "object" ? Object.assign(new Error(), thrown) : new Error(String(thrown));
}
