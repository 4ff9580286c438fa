import type { ConditionNode } from "../node/condition.ts";
import { printCondition } from "./condition.ts";
import type { Pen } from "./pen.ts";
import { refuse } from "./refuse.ts";

const comparators: ReadonlySet<string> = new Set(["=", "<", "<=", ">", ">="]);

/** A condition on keys is a chain of tests of single key attributes; nothing else may stand in it. */
export function printKeyCondition(node: ConditionNode, pen: Pen): string {
  const tests = node.kind === "logical" && node.operator === "AND" ? node.conditions : [node];
  for (const test of tests) {
    const [name, ...below] = keyPath(test) ?? [];
    if (typeof name !== "string" || below.length > 0) {
      throw refuse(
        pen.entity,
        [],
        "a key condition compares single key attributes with values by =, <, <=, >, >=, between and beginsWith, joined by and(...)",
      );
    }
  }
  return printCondition(node, pen);
}

function keyPath(test: ConditionNode): readonly (string | number)[] | undefined {
  if (test.kind === "comparison") {
    const { operator, left, right } = test;
    return comparators.has(operator) && left.kind === "path" && right.kind === "literal" ? left.steps : undefined;
  }
  if (test.kind === "between") {
    const { operand, low, high } = test;
    return operand.kind === "path" && low.kind === "literal" && high.kind === "literal" ? operand.steps : undefined;
  }
  return test.kind === "beginsWith" && test.prefix.kind === "literal" ? test.path.steps : undefined;
}
