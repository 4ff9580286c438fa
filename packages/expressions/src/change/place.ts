import { makeChange } from "./change.ts";
import type { IfNotExists, Patch, WhenExists } from "./types.ts";

/**
 * Sets an attribute that is absent, and leaves one that is there.
 *
 * @example
 * { startedAt: ifNotExists(new Date()) } // SET #startedAt = if_not_exists(#startedAt, :startedAt_default)
 * @throws {ValidationError} when it is sent, for a value that the schema refuses.
 */
export function ifNotExists<V>(value: V): IfNotExists<V> {
  return makeChange({ kind: "ifNotExists", value });
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
