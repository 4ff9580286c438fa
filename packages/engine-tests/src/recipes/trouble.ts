import type { TestDynamoDB } from "@keywright/testkit";
import { isRetryable, OutcomeUnknownError } from "keywright";

/** Lets requests be throttled, conflict with each other, and lose their answers, each with this probability. */
export function trouble({ faults }: TestDynamoDB, seed: number, probability = 0.08): void {
  faults.throttle({ probability, seed });
  faults.conflict({ probability, seed: seed + 1 });
  faults.loseResponse({ probability, seed: seed + 2 });
  faults.serverError({ probability: probability / 2, seed: seed + 3, committed: true });
  faults.reset({ probability: probability / 2, seed: seed + 4 });
}

/** What became of calls that were made side by side. */
export interface Tally<R> {
  readonly results: readonly R[];
  /** How many ended with `OutcomeUnknownError`: each may have been carried out. */
  readonly unknown: number;
  /** How many ended with an error that says to try again: their last request did nothing. */
  readonly refused: number;
}

/** Makes calls side by side. Errors that a caller has to expect under trouble are counted; others are thrown. */
export async function sideBySide<R>(calls: readonly (() => Promise<R>)[]): Promise<Tally<R>> {
  const results: R[] = [];
  let unknown = 0;
  let refused = 0;
  await Promise.all(
    calls.map(async (call) => {
      try {
        results.push(await call());
      } catch (error) {
        if (OutcomeUnknownError.isInstance(error)) unknown++;
        else if (isRetryable(error)) refused++;
        else throw error;
      }
    }),
  );
  return { results, unknown, refused };
}

/** Numbers from 0. */
export function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i);
}
