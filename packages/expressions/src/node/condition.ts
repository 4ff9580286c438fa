import type { BetweenNode, ComparisonNode, InNode } from "./comparison.ts";
import type { BeginsWithNode, ContainsNode, ExistsNode, ItemExistsNode, TypeNode } from "./function.ts";
import type { LiteralNode, UnboundLeaf } from "./leaf.ts";

type Test<L> =
  | ComparisonNode<L>
  | BetweenNode<L>
  | InNode<L>
  | ExistsNode
  | TypeNode
  | BeginsWithNode<L>
  | ContainsNode<L>;

/** `a AND b AND …`, or with OR. Nested ones of the same operator are one node. */
export interface LogicalNode<C> {
  readonly kind: "logical";
  readonly operator: "AND" | "OR";
  readonly conditions: readonly C[];
}

export function LogicalNode<C extends { readonly kind: string }>(
  operator: "AND" | "OR",
  conditions: readonly C[],
): LogicalNode<C> {
  const flat: C[] = [];
  for (const condition of conditions) {
    if (isLogical(condition, operator)) flat.push(...condition.conditions);
    else flat.push(condition);
  }
  return { kind: "logical", operator, conditions: flat };
}

function isLogical<C extends { readonly kind: string }>(
  condition: C,
  operator: "AND" | "OR",
): condition is C & LogicalNode<C> {
  return condition.kind === "logical" && "operator" in condition && condition.operator === operator;
}

/** `NOT condition`. */
export interface NotNode<C> {
  readonly kind: "not";
  readonly condition: C;
}

export function NotNode<C>(condition: C): NotNode<C> {
  return { kind: "not", condition };
}

/** A condition as operators build it: program values and, from planners, literals. */
export type UnboundCondition =
  | Test<UnboundLeaf>
  | ItemExistsNode
  | LogicalNode<UnboundCondition>
  | NotNode<UnboundCondition>;

/** A condition as it is printed: stored names and stored values only. */
export type ConditionNode = Test<LiteralNode> | LogicalNode<ConditionNode> | NotNode<ConditionNode>;
