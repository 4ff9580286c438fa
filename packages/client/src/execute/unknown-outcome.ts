import { OutcomeUnknownError } from "../error/outcome-unknown-error.ts";
import type { Subject } from "./runtime.ts";

/** The error of a write that may have been carried out, given what it failed with in the end. */
export function unknownOutcome({ entity, verb }: Subject, cause: unknown): OutcomeUnknownError {
  if (OutcomeUnknownError.isInstance(cause)) return cause;
  const item = typeof cause === "object" && cause !== null && "item" in cause ? cause.item : undefined;
  return new OutcomeUnknownError({ subject: `${entity}.${verb}`, item, cause });
}
