import { BatchIncompleteError, isRetryable, OutcomeUnknownError, type SendOptions } from "keywright";
import type { Outcome } from "./path.ts";

/** What the caller is told, by the error. */
export async function told(work: () => Promise<unknown>): Promise<readonly Outcome[]> {
  try {
    await work();
    return ["done"];
  } catch (error) {
    if (OutcomeUnknownError.isInstance(error)) return ["unknown"];
    if (isRetryable(error) || isAborted(error)) return ["refused"];
    throw error;
  }
}

function isAborted(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

/** Options that end an operation by a signal, where there is one. */
export function until(signal: AbortSignal | undefined): SendOptions {
  return signal === undefined ? {} : { signal };
}

/** What the caller of a batch is told of each operation. */
export async function toldOfBatch(
  operations: readonly object[],
  work: () => Promise<unknown>,
): Promise<readonly Outcome[]> {
  try {
    await work();
    return operations.map(() => "done");
  } catch (error) {
    if (!BatchIncompleteError.isInstance(error)) {
      if (isRetryable(error) || isAborted(error)) return operations.map(() => "refused");
      throw error;
    }
    const uncertain = new Set<unknown>(error.uncertain);
    const left = new Set<unknown>(error.operations);
    const outcomes = operations.map((operation): Outcome => {
      if (uncertain.has(operation)) return "unknown";
      return left.has(operation) ? "refused" : "done";
    });
    if (error.done !== outcomes.filter((outcome) => outcome === "done").length) {
      throw new Error("the error of a batch counts other operations than it leaves out", { cause: error });
    }
    return outcomes;
  }
}
