import type { SendOptions } from "@keywright/client";
import { ValidationError } from "@keywright/schema";
import { type LeaseTimer, monotonic } from "./timer.ts";

export interface LeaseOptions {
  /** Aborts waiting for the lease, and `lease.signal`, for the work to end; the lease is then released. */
  readonly signal?: AbortSignal;
  /** Milliseconds that each request may take; the connection's deadline by default. */
  readonly deadline?: number;
  /**
   * Milliseconds for which the lease is held without being renewed; 30,000 by default. Whoever wants it from a holder that is
   * gone waits for so long. From 100 to 86,400,000 (a day).
   */
  readonly duration?: number;
  /** Milliseconds to wait for a lease that somebody else holds; until it can be had by default. `0` looks once. */
  readonly wait?: number;
  /** Milliseconds between looks at a lease that somebody else holds, on average; 1,000 by default. A look is a consistent read. */
  readonly poll?: number;
  /** What the holder calls itself, such as its host and process: stored beside the lease, for those who wonder. */
  readonly owner?: string;
  /** Measures time, in tests; the monotonic clock of the process by default. */
  readonly timer?: LeaseTimer;
}

/** Options as they count. */
export interface LeaseTerms {
  readonly duration: number;
  readonly wait: number;
  readonly poll: number;
  readonly owner: string | undefined;
  readonly timer: LeaseTimer;
  readonly send: SendOptions;
}

const day = 86_400_000;

/** @throws ValidationError */
export function termsOf(entity: string, options: LeaseOptions): LeaseTerms {
  const { duration = 30_000, wait = Number.POSITIVE_INFINITY, poll = 1000, owner, timer = monotonic } = options;
  const refuse = (path: string, message: string): ValidationError =>
    new ValidationError({ entity, issues: [{ path: [path], code: "invalid_option", message }] });
  if (!(duration >= 100 && duration <= day)) {
    throw refuse("duration", "must be milliseconds from 100 to 86400000. Leave it out for 30000");
  }
  if (!(wait >= 0))
    throw refuse("wait", "must be milliseconds, 0 or greater. Leave it out to wait as long as it takes");
  if (!(poll >= 1 && poll <= day))
    throw refuse("poll", "must be milliseconds from 1 to 86400000. Leave it out for 1000");
  if (owner !== undefined && typeof owner !== "string") throw refuse("owner", "must be a string");
  const { signal, deadline } = options;
  const send = { ...(signal === undefined ? {} : { signal }), ...(deadline === undefined ? {} : { deadline }) };
  return { duration, wait, poll, owner, timer, send };
}
