import type { Decimal } from "@keywright/schema";
import type { Operand } from "../reference/ref.ts";
import { makeChange } from "./change.ts";
import type { Increment, IncrementFrom } from "./types.ts";

/** A number as one may be written: exact decimals as `decimal()` reads them. */
export type Numeric = number | bigint | Decimal;

type Base<N> = N extends number ? number : N extends bigint ? bigint : Decimal;
type NumberOperand = Operand<string, Numeric | null | undefined, Numeric | null | undefined>;
type By<N> = N extends Operand<string, infer V, unknown> ? Base<Exclude<V, null | undefined>> : Base<N>;

/**
 * Adds to a number. An optional attribute needs `from`: what an absent one counts for. In the callback form `by` may be
 * another attribute.
 *
 * @example
 * { count: increment(1) } // SET #count = #count + :count
 * { points: increment(1, { from: 0 }) } // SET #points = if_not_exists(#points, :points_default) + :points
 * @throws {ValidationError} when it is sent: for an attribute that is not stored as a number, a fraction where the attribute is
 * an integer, an integer beyond 2^53 that is no bigint, and an optional attribute without `from`.
 */
export function increment<N extends Numeric | NumberOperand>(
  by: N,
  options: { readonly from: Numeric },
): IncrementFrom<By<N>>;
export function increment<N extends Numeric | NumberOperand>(by: N): Increment<By<N>>;
export function increment<N>(by: N, options?: { readonly from: Numeric }): Increment<By<N>> {
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
  options: { readonly from: Numeric },
): IncrementFrom<By<N>>;
export function decrement<N extends Numeric | NumberOperand>(by: N): Increment<By<N>>;
export function decrement<N>(by: N, options?: { readonly from: Numeric }): Increment<By<N>> {
  return makeChange({ kind: "increment", operator: "-", by, from: options?.from });
}
