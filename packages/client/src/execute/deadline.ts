import { DeadlineError } from "../error/deadline-error.ts";

export interface Limits {
  /** Aborts the request, and rejects with the SDK's `AbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that the whole operation may take, retries and pages included. */
  readonly deadline?: number | undefined;
}

/** The longest time that a timer of JavaScript can wait; it takes longer ones for none. */
const longest = 2 ** 31 - 1;

/**
 * Runs `work` with a signal for the caller's abort and for the deadline.
 *
 * @throws DeadlineError at the deadline, also where the SDK is waiting for its next attempt or for credentials, which no
 * signal interrupts
 */
export async function withDeadline<T>(
  { signal, deadline }: Limits,
  subject: string,
  work: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  if (deadline === undefined) return work(signal);
  checkDeadline(deadline);
  const timeout = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => {
        const error = new DeadlineError({ subject, deadline });
        reject(error);
        timeout.abort(error);
      },
      Math.min(deadline, longest),
    );
  });
  try {
    return await Promise.race([work(signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal), over]);
  } finally {
    clearTimeout(timer);
  }
}

/** @throws TypeError where a deadline is no number of milliseconds */
export function checkDeadline(deadline: number | undefined): void {
  if (deadline === undefined || (typeof deadline === "number" && deadline > 0)) return;
  throw new TypeError("deadline must be a positive number of milliseconds; leave it out for none");
}
