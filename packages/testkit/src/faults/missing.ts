import { TestkitError } from "../error/testkit-error.ts";
import type { InjectedFault } from "./inject.ts";
import type { PendingFault } from "./rule.ts";

/** The error of a fault that went wrong: the program under test may have swallowed it. */
export function injectionFailed({ operation, attempt, error }: InjectedFault): TestkitError {
  if (TestkitError.isInstance(error) && error.code === "fault-invalid") return error;
  return new TestkitError({
    code: "interleave-failed",
    message: `What was put before ${operation}, attempt ${attempt}, failed: ${String(error)}`,
    cause: error,
  });
}

export function notInjected(missing: readonly PendingFault[], sent: ReadonlyMap<string, number>): TestkitError {
  const lines = missing.map(({ fault, on, table, injected, wanted, seed }) => {
    const where = [...(on ? [`on ${[on].flat().join(", ")}`] : []), ...(table ? [`table ${table}`] : [])].join(", ");
    return `- ${fault}${where && ` ${where}`}: ${injected} of ${wanted}${seed === undefined ? "" : `, seed ${seed}`}`;
  });
  const seen = [...sent].map(([operation, count]) => `${operation} ${count}`).join(", ");
  return new TestkitError({
    code: "fault-not-injected",
    message: `Faults that were asked for did not happen:\n${lines.join("\n")}\nAttempts since: ${seen || "none"}.`,
  });
}
