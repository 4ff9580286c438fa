import type { AttributeValue } from "@keywright/schema";
import fc from "fast-check";
import { BetweenNode, ComparisonNode } from "../node/comparison.ts";
import { type ConditionNode, LogicalNode } from "../node/condition.ts";
import { BeginsWithNode } from "../node/function.ts";
import { LiteralNode } from "../node/leaf.ts";
import { PathNode } from "../node/path.ts";
import { compareScalars } from "../print/compare-scalars.ts";
import { respell, scalarsByType } from "./stored.ts";

const comparators = fc.constantFrom("=" as const, "<" as const, "<=" as const, ">" as const, ">=" as const);

/** Values that a key attribute may have: strings, numbers and binary values, of which none is empty. */
export const keyValues: readonly fc.Arbitrary<AttributeValue>[] = scalarsByType.map((values) =>
  values.filter((value) => !isEmpty(value)),
);

function isEmpty(value: AttributeValue): boolean {
  return ("S" in value && value.S === "") || ("B" in value && value.B.byteLength === 0);
}

/** Begins like a string or binary value. */
function beginningOf(value: AttributeValue, length: number): AttributeValue {
  if ("S" in value) return { S: [...value.S].slice(0, length).join("") };
  return "B" in value ? { B: value.B.slice(0, length) } : value;
}

/** Conditions on the value of a partition key, and on a sort key of which stored items have the values `sorts`. */
export function keyConditionsOn(
  partition: string,
  sort: string,
  sorts: readonly AttributeValue[],
  others: fc.Arbitrary<AttributeValue>,
): fc.Arbitrary<(partitionValue: AttributeValue) => ConditionNode> {
  const path = PathNode([sort]);
  const same = (value: AttributeValue): ConditionNode => ComparisonNode("=", PathNode([partition]), LiteralNode(value));
  const values = fc.oneof(
    others,
    fc.constantFrom(...sorts),
    fc.constantFrom(...sorts).map((each) => respell(each)),
  );
  const compared = fc
    .tuple(comparators, values)
    .map(([operator, value]) => ComparisonNode(operator, path, LiteralNode(value)));
  const between = fc.tuple(values, values).map(([a, b]) => {
    const [low, high] = (compareScalars(a, b) ?? 0) <= 0 ? [a, b] : [b, a];
    return BetweenNode(path, LiteralNode(low), LiteralNode(high));
  });
  const begins = fc
    .tuple(values, fc.integer({ min: 1, max: 3 }))
    .map(([value, length]) => BeginsWithNode(path, LiteralNode(beginningOf(value, length))));
  const [first] = sorts;
  const tests: fc.Arbitrary<ConditionNode> =
    first && "N" in first ? fc.oneof(compared, between) : fc.oneof(compared, between, begins);
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant(same) },
    { weight: 12, arbitrary: tests.map((test) => (value: AttributeValue) => LogicalNode("AND", [same(value), test])) },
  );
}
