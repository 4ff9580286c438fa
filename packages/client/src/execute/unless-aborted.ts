/**
 * Starts work that does not look at the signal itself, and leaves it when the signal says so.
 *
 * @throws DOMException named `AbortError`, as the SDK names its own
 */
export async function unlessAborted<T>(signal: AbortSignal | undefined, start: () => T): Promise<Awaited<T>> {
  if (signal === undefined) return await start();
  if (signal.aborted) throw aborted(signal);
  let abort: (() => void) | undefined;
  const aborting = new Promise<never>((_, reject) => {
    abort = () => reject(aborted(signal));
    signal.addEventListener("abort", abort, { once: true });
  });
  try {
    return await Promise.race([start(), aborting]);
  } finally {
    if (abort) signal.removeEventListener("abort", abort);
  }
}

function aborted(signal: AbortSignal): Error {
  return Object.assign(new Error("Request aborted", { cause: signal.reason }), { name: "AbortError" });
}
