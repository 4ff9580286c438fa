import { TransactionCanceledError } from "../error/transaction-canceled-error.ts";
import { backOff } from "./backoff.ts";

const mostTries = 8;

/**
 * Sends a write, or a transaction, again where it was refused for another request that was at the same item: nothing was done,
 * and that one passes. The SDK does not.
 */
export async function patiently<T>(send: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await send();
    } catch (error) {
      if (tries === mostTries || !isInTheWay(error)) throw error;
      await backOff(tries, signal);
    }
  }
}

const conflicts: ReadonlySet<unknown> = new Set(["TransactionConflictException", "ReplicatedWriteConflictException"]);

function isInTheWay(error: unknown): boolean {
  if (TransactionCanceledError.isInstance(error)) return error.retryable;
  return typeof error === "object" && error !== null && "name" in error && conflicts.has(error.name);
}
