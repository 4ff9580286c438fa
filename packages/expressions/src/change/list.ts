import { makeChange } from "./change.ts";
import type { Extend } from "./types.ts";

/**
 * Puts elements at the end of a list. A list that may be absent counts as empty then.
 *
 * @example
 * { notes: append(["called"]) } // SET #notes = list_append(#notes, :notes)
 * { optionalNotes: append(["called"]) } // SET #optionalNotes = list_append(if_not_exists(#optionalNotes, :...), :...)
 */
export function append<M>(items: readonly M[]): Extend<M> {
  return makeChange({ kind: "extend", end: "last", items });
}

/**
 * Puts elements at the beginning of a list. A list that may be absent counts as empty then.
 *
 * @example
 * { notes: prepend(["called"]) } // SET #notes = list_append(:notes, #notes)
 */
export function prepend<M>(items: readonly M[]): Extend<M> {
  return makeChange({ kind: "extend", end: "first", items });
}
