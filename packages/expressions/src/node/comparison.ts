import type { OperandNode } from "./operand.ts";

export type Comparator = "=" | "<>" | "<" | "<=" | ">" | ">=";

/** `left = right`. */
export interface ComparisonNode<L> {
  readonly kind: "comparison";
  readonly operator: Comparator;
  readonly left: OperandNode<L>;
  readonly right: OperandNode<L>;
}

export function ComparisonNode<L>(
  operator: Comparator,
  left: OperandNode<L>,
  right: OperandNode<L>,
): ComparisonNode<L> {
  return { kind: "comparison", operator, left, right };
}

/** `operand BETWEEN low AND high`, both ends included. */
export interface BetweenNode<L> {
  readonly kind: "between";
  readonly operand: OperandNode<L>;
  readonly low: OperandNode<L>;
  readonly high: OperandNode<L>;
}

export function BetweenNode<L>(operand: OperandNode<L>, low: OperandNode<L>, high: OperandNode<L>): BetweenNode<L> {
  return { kind: "between", operand, low, high };
}

/** `operand IN (a, b, …)`. */
export interface InNode<L> {
  readonly kind: "in";
  readonly operand: OperandNode<L>;
  readonly values: readonly OperandNode<L>[];
}

export function InNode<L>(operand: OperandNode<L>, values: readonly OperandNode<L>[]): InNode<L> {
  return { kind: "in", operand, values };
}
