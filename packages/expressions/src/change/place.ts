import type { Comparable } from "../operator/types.ts";
import type { Ref } from "../reference/ref.ts";
import { makeChange } from "./change.ts";
import type { IfNotExists, Patch, WhenExists } from "./types.ts";

/** The value of an attribute, or what stands for it where it is absent: also an operand of arithmetic and of lists. */
export interface IfNotExistsOf<V> extends IfNotExists<V> {
  readonly "~of": true;
}

/**
 * With a value: sets an attribute that is absent, and leaves one that is there. With an attribute and what stands for it
 * where it is absent (a value, or yet another attribute): the value of that, to be set, added or appended.
 *
 * @example
 * { startedAt: ifNotExists(new Date()) } // SET #startedAt = if_not_exists(#startedAt, :startedAt_default)
 * [set(t.count, ifNotExists(t.points, 0))] // SET #count = if_not_exists(#points, :points_default)
 * @throws {ValidationError} when it is sent, for a value that the schema refuses, and for an attribute of another stored type.
 */
export function ifNotExists<V>(value: V): IfNotExists<V>;
export function ifNotExists<E, V, S>(
  attribute: Ref<E, V, S>,
  otherwise: NoInfer<Comparable<E, V, S>>,
): IfNotExistsOf<Exclude<V, undefined>>;
export function ifNotExists(...operands: readonly unknown[]): unknown {
  const [first, otherwise] = operands;
  return operands.length === 1
    ? makeChange({ kind: "ifNotExists", of: undefined, value: first })
    : makeChange({ kind: "ifNotExists", of: first, value: otherwise });
}

/**
 * Changes attributes of a map and leaves its others. What lies in a map that may be absent needs `whenExists(patch(...))`.
 *
 * @example
 * { settings: patch({ theme: "dark", seen: increment(1) }) }
 * // SET #settings.#theme = :theme, #settings.#seen = #settings.#seen + :seen
 * @throws {ValidationError} when it is sent: for an attribute that is not stored as a map or may be absent, for attributes that the
 * map does not have, and for changes that they do not take.
 */
// The type comes from where the patch stands and not from the argument, so that misspelt attributes are found.
export function patch<P>(changes: NoInfer<P>): Patch<P> {
  return makeChange({ kind: "patch", changes });
}

/**
 * Makes a change on condition that its place exists: the attribute itself in the object form, in the callback form what is
 * above it where that may be absent. The update fails as with a `where` that does not hold.
 *
 * @example
 * { assignee: whenExists(patch({ name: "Ada" })) } // SET #assignee.#name = :name, if attribute_exists(#assignee)
 * @throws {ValidationError} when it is sent, for what the change inside it is refused for.
 */
export function whenExists<C>(change: C): WhenExists<C> {
  return makeChange({ kind: "whenExists", change });
}
