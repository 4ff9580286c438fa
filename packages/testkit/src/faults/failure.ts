/** What Node and the SDK's handler raise where the network fails; the SDK tries again after each. */
export function connectionReset(message: "read ECONNRESET" | "socket hang up"): Error {
  return Object.assign(new Error(message), { code: "ECONNRESET", ...(message.startsWith("read") && readDetails) });
}

const readDetails = { errno: -104, syscall: "read" };

export function timedOut(ms: number): Error {
  const message = `Connection timed out after ${Number.isFinite(ms) ? ms : 0} ms`;
  return Object.assign(new Error(message), { name: "TimeoutError" });
}

/**
 * Waits, in milliseconds; `Infinity` waits for the signal alone.
 *
 * @throws {Error} `AbortError`, as the SDK's handler does, when the signal is aborted
 */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let abort: (() => void) | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      abort = () => reject(abortError(signal));
      if (signal?.aborted) abort();
      signal?.addEventListener("abort", abort, { once: true });
      if (ms !== Infinity) timer = setTimeout(resolve, ms);
    });
  } finally {
    clearTimeout(timer);
    if (abort) signal?.removeEventListener("abort", abort);
  }
}

function abortError(signal: AbortSignal | undefined): Error {
  const error = new Error("Request aborted", { cause: signal?.reason });
  error.name = "AbortError";
  return error;
}
