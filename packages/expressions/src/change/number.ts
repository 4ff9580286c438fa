import type { Decimal } from "@keywright/schema";
import type { Operand } from "../reference/ref.ts";
import { makeChange } from "./change.ts";
import type { IfNotExistsOf } from "./place.ts";
import type { Increment, IncrementFrom } from "./types.ts";

/** A number as one may be written: exact decimals as `decimal()` reads them. */
export type Numeric = number | bigint | Decimal;

type Base<N> = N extends number ? number : N extends bigint ? bigint : Decimal;
type NumberOperand = Operand<string, Numeric, unknown> | IfNotExistsOf<Numeric>;
type By<N> = N extends { readonly "~value": infer V } ? Base<V> : Base<N>;

/**
 * Adds to a number. An optional attribute needs `from`: what an absent one counts for. In the callback form `by` may be
 * another attribute; one that may be absent as `ifNotExists(t.bonus, 0)`.
 *
 * @example
 * { count: increment(1) } // SET #count = #count + :count
 * { points: increment(1, { from: 0 }) } // SET #points = if_not_exists(#points, :points_default) + :points
 * [set(t.count, increment(ifNotExists(t.points, 0)))] // SET #count = #count + if_not_exists(#points, :points_default)
 * @throws {ValidationError} when it is sent: for an attribute that is not stored as a number, a fraction where the attribute is
 * an integer, an integer beyond 2^53 that is no bigint, and an optional attribute without `from`.
 */
export function increment<N extends Numeric | NumberOperand>(
  by: N,
  options: { readonly from: Numeric | Operand<string, Numeric, unknown> },
): IncrementFrom<By<N>>;
export function increment<N extends Numeric | NumberOperand>(by: N): Increment<By<N>>;
export function increment<N>(by: N, options?: { readonly from: unknown }): Increment<By<N>> {
  return makeChange({ kind: "increment", operator: "+", by, from: options?.from });
}

/**
 * Subtracts from a number. An optional attribute needs `from`: what an absent one counts for.
 *
 * @example
 * { count: decrement(1) } // SET #count = #count - :count
 * { points: decrement(1, { from: 10 }) } // SET #points = if_not_exists(#points, :points_default) - :points
 * @throws {ValidationError} when it is sent, as `increment`.
 */
export function decrement<N extends Numeric | NumberOperand>(
  by: N,
  options: { readonly from: Numeric | Operand<string, Numeric, unknown> },
): IncrementFrom<By<N>>;
export function decrement<N extends Numeric | NumberOperand>(by: N): Increment<By<N>>;
export function decrement<N>(by: N, options?: { readonly from: unknown }): Increment<By<N>> {
  return makeChange({ kind: "increment", operator: "-", by, from: options?.from });
}

/**
 * The sum of two numbers, of which at least one is usually another attribute. DynamoDB knows one `+` or `-` in a SET.
 *
 * @example
 * [set(t.count, sum(t.settings.seen, 1))] // SET #count = #settings.#seen + :count
 * [set(t.count, sum(t.settings.seen, ifNotExists(t.points, 0)))] // SET #count = #settings.#seen + if_not_exists(#points, :points_default)
 * @throws {ValidationError} when it is sent: for an attribute that is not stored as a number, for one that may be absent
 * without `ifNotExists`, and amounts as in `increment`.
 */
export function sum<A extends Numeric | NumberOperand, B extends Numeric | NumberOperand>(
  left: A,
  right: B,
): IncrementFrom<By<A | B>> {
  return makeChange({ kind: "sum", operator: "+", left, right });
}

/**
 * The difference of two numbers, of which at least one is usually another attribute.
 *
 * @example
 * [set(t.count, difference(t.settings.seen, 1))] // SET #count = #settings.#seen - :count
 * @throws {ValidationError} when it is sent, as `sum`.
 */
export function difference<A extends Numeric | NumberOperand, B extends Numeric | NumberOperand>(
  left: A,
  right: B,
): IncrementFrom<By<A | B>> {
  return makeChange({ kind: "sum", operator: "-", left, right });
}
