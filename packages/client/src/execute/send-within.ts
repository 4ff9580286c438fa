import { DeadlineError } from "../error/deadline-error.ts";
import { type Attempts, mayBeWritten } from "./attempts.ts";
import { type Limits, withDeadline } from "./deadline.ts";
import type { Subject } from "./runtime.ts";
import { unknownOutcome } from "./unknown-outcome.ts";

/**
 * Sends a plan within the caller's limits. `attempts` are those of a write.
 *
 * @throws OutcomeUnknownError in place of a DeadlineError where a write may have been carried out
 */
export function sendWithin(
  limits: Limits,
  subject: Subject,
  attempts: Attempts | undefined,
  send: (signal: AbortSignal | undefined) => Promise<unknown>,
): Promise<unknown> {
  // Most have no deadline: nothing is put around these.
  return limits.deadline === undefined ? send(limits.signal) : inTime(limits, subject, attempts, send);
}

async function inTime(
  limits: Limits,
  subject: Subject,
  attempts: Attempts | undefined,
  send: (signal: AbortSignal | undefined) => Promise<unknown>,
): Promise<unknown> {
  try {
    return await withDeadline(limits, `${subject.entity}.${subject.verb}`, send);
  } catch (error) {
    // At a deadline an attempt may still be on its way.
    if (attempts && DeadlineError.isInstance(error) && mayBeWritten(attempts)) throw unknownOutcome(subject, error);
    throw error;
  }
}
