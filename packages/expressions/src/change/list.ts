import type { Operand } from "../reference/ref.ts";
import { makeChange } from "./change.ts";
import type { IfNotExistsOf } from "./place.ts";
import type { Extend } from "./types.ts";

type Stored<M> = Operand<string, readonly M[], unknown>;

/** Elements, another list of the item, or that with what stands for it where it is absent. */
export type ListOperand<M> = readonly M[] | Stored<M> | IfNotExistsOf<readonly M[]>;

/** What an absent list counts for: elements, or another list of the item. */
export interface ListFrom<M> {
  readonly from?: readonly M[] | Stored<M>;
}

/**
 * Puts elements at the end of a list. A list that may be absent counts as `from` then: without it as the default of its
 * schema, or as empty. In the callback form the elements may be those of another list.
 *
 * @example
 * { notes: append(["called"]) } // SET #notes = list_append(#notes, :notes)
 * { optional: append(["called"]) } // SET #optional = list_append(if_not_exists(#optional, :optional_default), :optional)
 * [set(t.notes, append(ifNotExists(t.optional, [])))] // SET #notes = list_append(#notes, if_not_exists(#optional, :optional_default))
 * @throws {ValidationError} when it is sent: for an attribute that is not stored as a list, for elements that its schema refuses.
 */
export function append<M>(items: ListOperand<M>, { from }: ListFrom<NoInfer<M>> = {}): Extend<M> {
  return makeChange({ kind: "extend", end: "last", items, from });
}

/**
 * Puts elements at the beginning of a list. A list that may be absent counts as in `append`.
 *
 * @example
 * { notes: prepend(["called"]) } // SET #notes = list_append(:notes, #notes)
 * { optional: prepend(["called"], { from: ["opened"] }) } // SET #optional = list_append(:optional, if_not_exists(#optional, :optional_default))
 * @throws {ValidationError} when it is sent, as `append`.
 */
export function prepend<M>(items: ListOperand<M>, { from }: ListFrom<NoInfer<M>> = {}): Extend<M> {
  return makeChange({ kind: "extend", end: "first", items, from });
}

/**
 * The elements of two lists, of which at least one is usually another attribute.
 *
 * @example
 * [set(t.optional, concat(t.notes, ["called"]))] // SET #optional = list_append(#notes, :optional)
 * @throws {ValidationError} when it is sent: for an attribute that is not stored as a list, for one that may be absent
 * without `ifNotExists`, for elements that the schema of the attribute that is set refuses.
 */
export function concat<M>(left: ListOperand<M>, right: ListOperand<M>): Extend<M> {
  return makeChange({ kind: "concat", left, right });
}
