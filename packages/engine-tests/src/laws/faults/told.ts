import { BatchIncompleteError, isRetryable, OutcomeUnknownError } from "keywright";
import type { Outcome } from "./path.ts";

/** What the caller is told, by the error. */
export async function told(work: () => Promise<unknown>): Promise<readonly Outcome[]> {
  try {
    await work();
    return ["done"];
  } catch (error) {
    if (OutcomeUnknownError.isInstance(error)) return ["unknown"];
    if (isRetryable(error)) return ["refused"];
    throw error;
  }
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
      if (isRetryable(error)) return operations.map(() => "refused");
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
