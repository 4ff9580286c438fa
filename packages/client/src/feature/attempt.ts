import { KeywrightError } from "@keywright/schema";

/** What became of an operation: its result, or one of the errors that it may reject with. */
export type Attempt<R, E> =
  | { readonly ok: true; readonly value: R; readonly error?: never }
  | { readonly ok: false; readonly error: E; readonly value?: never };

/** Turns the library's errors into values; whatever else is thrown still is. */
export async function attempt<R, E>(sent: Promise<R>): Promise<Attempt<R, E>> {
  try {
    return { ok: true, value: await sent };
  } catch (error) {
    if (!KeywrightError.isInstance(error)) throw error;
    // The verb that described the operation lists its errors.
    return { ok: false, error: error as E };
  }
}
