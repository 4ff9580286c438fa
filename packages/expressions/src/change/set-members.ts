import type { Decimal } from "@keywright/schema";
import { makeChange } from "./change.ts";
import type { Add, Remove, RemoveMembers } from "./types.ts";

/**
 * Adds members to a set, or a number to a number. An absent attribute counts as an empty set, or as 0.
 *
 * @example
 * { tags: add(["urgent"]) } // ADD #tags :tags
 * { points: add(1) } // ADD #points :points
 * @throws {ValidationError} when it is sent: for an attribute that is stored as neither, for no members, for members that its
 * schema refuses.
 */
export function add<const M>(members: readonly M[] | ReadonlySet<M>): Add<M>;
export function add(number: number): Add<number>;
export function add(number: bigint): Add<bigint>;
export function add(number: Decimal): Add<Decimal>;
export function add<M>(value: unknown): Add<M> {
  return makeChange({ kind: "add", value });
}

/**
 * Without an argument removes the attribute; with members takes them out of a set. A set goes with its last member, so
 * both need an attribute that may be absent.
 *
 * @example
 * { expiresAt: remove() } // REMOVE #expiresAt
 * { tags: remove(["urgent"]) } // DELETE #tags :tags
 * @throws {ValidationError} when it is sent: for an attribute that an item must have, for no members, for members that its schema
 * refuses.
 */
export function remove(): Remove;
export function remove<const M>(members: readonly M[] | ReadonlySet<M>): RemoveMembers<M>;
export function remove(members?: unknown): unknown {
  return makeChange(members === undefined ? { kind: "remove" } : { kind: "removeMembers", members });
}
