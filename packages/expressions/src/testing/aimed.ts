import type { AttributeValue } from "@keywright/schema";
import fc from "fast-check";
import { ComparisonNode } from "../node/comparison.ts";
import type { ConditionNode } from "../node/condition.ts";
import { ContainsNode, ExistsNode } from "../node/function.ts";
import { LiteralNode } from "../node/leaf.ts";
import { SizeNode } from "../node/operand.ts";
import { PathNode } from "../node/path.ts";
import { respell, scalarsByType } from "./stored.ts";

const equality = fc.constantFrom("=" as const, "<>" as const);
const orders = fc.constantFrom("<" as const, "<=" as const, ">" as const, ">=" as const);

function comparedWith(path: PathNode, others: fc.Arbitrary<AttributeValue>): fc.Arbitrary<ConditionNode> {
  return fc
    .tuple(fc.oneof(equality, orders), others)
    .map(([operator, other]) => ComparisonNode(operator, path, LiteralNode(other)));
}

function sized(path: PathNode, size: number): fc.Arbitrary<ConditionNode> {
  return fc
    .tuple(orders, fc.integer({ min: Math.max(0, size - 1), max: size + 1 }))
    .map(([operator, n]) => ComparisonNode(operator, SizeNode(path), LiteralNode({ N: String(n) })));
}

function contained(path: PathNode, members: readonly AttributeValue[]): readonly fc.Arbitrary<ConditionNode>[] {
  return members.length === 0
    ? []
    : [fc.constantFrom(...members).map((member) => ContainsNode(path, LiteralNode(respell(member))))];
}

/** The conditions on one attribute in which a wrong idea of its type would show. */
export function aimedAt(path: PathNode, value: AttributeValue): fc.Arbitrary<ConditionNode> {
  const [texts, numbers, bytes] = scalarsByType;
  const same = equality.map((operator) => ComparisonNode(operator, path, LiteralNode(respell(value))));
  if ("S" in value) return fc.oneof(comparedWith(path, texts), sized(path, value.S.length));
  if ("N" in value) return fc.oneof(same, comparedWith(path, numbers));
  if ("B" in value) return fc.oneof(comparedWith(path, bytes), ...contained(path, [{ B: value.B.slice(1) }]));
  if ("L" in value) {
    const deep = value.L.filter((element) => "L" in element || "M" in element);
    return fc.oneof(same, ...contained(path, value.L), ...contained(path, deep));
  }
  if ("M" in value) return fc.oneof(same, fc.constant(ExistsNode(PathNode([...path.steps, "constructor"]))));
  return same;
}
