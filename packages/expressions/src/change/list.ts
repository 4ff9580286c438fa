import { makeChange } from "./change.ts";
import type { Extend } from "./types.ts";

/**
 * Puts elements at the end of a list. A list that may be absent counts as empty then.
 *
 * @example
 * { notes: append(["called"]) } // SET #notes = list_append(#notes, :notes)
 * { optional: append(["called"]) } // SET #optional = list_append(if_not_exists(#optional, :optional_default), :optional)
 * @throws {ValidationError} when it is sent: for an attribute that is not stored as a list, for elements that its schema refuses.
 */
export function append<M>(items: readonly M[]): Extend<M> {
  return makeChange({ kind: "extend", end: "last", items });
}

/**
 * Puts elements at the beginning of a list. A list that may be absent counts as empty then.
 *
 * @example
 * { notes: prepend(["called"]) } // SET #notes = list_append(:notes, #notes)
 * @throws {ValidationError} when it is sent, as `append`.
 */
export function prepend<M>(items: readonly M[]): Extend<M> {
  return makeChange({ kind: "extend", end: "first", items });
}
