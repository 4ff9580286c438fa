import { DeadlineError } from "../error/deadline-error.ts";

export interface Limits {
  /** Aborts the request, and rejects with the SDK's `AbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that the whole operation may take, retries and pages included. */
  readonly deadline?: number | undefined;
}

/** Runs `work` with one signal for the caller's abort and the deadline, and says which of them ended it. */
export async function withDeadline<T>(
  { signal, deadline }: Limits,
  subject: string,
  work: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  if (deadline === undefined) return work(signal);
  const timer = AbortSignal.timeout(deadline);
  try {
    return await work(signal === undefined ? timer : AbortSignal.any([signal, timer]));
  } catch (error) {
    if (timer.aborted && !signal?.aborted) throw new DeadlineError({ subject, deadline, cause: error });
    throw error;
  }
}
