import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { TestkitError } from "../error/testkit-error.ts";

/** How long the SDK waits between attempts; its own types leave it out. */
interface Backoff {
  setDelayBase(milliseconds: number): void;
  computeNextBackoffDelay(attempt: number): number;
}

interface DelayingStrategy {
  retryBackoffStrategy: Backoff;
}

const none: Backoff = { setDelayBase: () => {}, computeNextBackoffDelay: () => 0 };

/**
 * Lets the retries of a client follow at once. What is tried again, how often, and the budget for it stay the SDK's.
 *
 * @throws {TestkitError} `retry-delays-fixed`, from the first request, where its strategy does not say how long it waits
 */
export function withoutRetryDelays(client: DynamoDBClient): void {
  const { config } = client;
  const original = config.retryStrategy;
  config.retryStrategy = async () => {
    const strategy = await original();
    if (!isDelaying(strategy)) {
      throw new TestkitError({
        code: "retry-delays-fixed",
        message:
          'The retry strategy of this client does not let its delays be taken away. Leave out `retryDelays: "none"`, or the `retryMode` or `retryStrategy` of the client.',
      });
    }
    strategy.retryBackoffStrategy = none;
    return strategy;
  };
}

function isDelaying(strategy: object): strategy is DelayingStrategy & typeof strategy {
  return "retryBackoffStrategy" in strategy && typeof strategy.retryBackoffStrategy === "object";
}
