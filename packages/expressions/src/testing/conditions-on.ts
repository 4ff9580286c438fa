import type { AttributeValue, WireItem, WireType } from "@keywright/schema";
import fc from "fast-check";
import { evaluateCondition } from "../evaluate/evaluate.ts";
import { BetweenNode, ComparisonNode, InNode } from "../node/comparison.ts";
import { type ConditionNode, LogicalNode, NotNode } from "../node/condition.ts";
import { BeginsWithNode, ContainsNode, ExistsNode, TypeNode } from "../node/function.ts";
import { LiteralNode } from "../node/leaf.ts";
import { type OperandNode, SizeNode } from "../node/operand.ts";
import { PathNode } from "../node/path.ts";
import { compareScalars } from "../print/compare-scalars.ts";
import { aimedAt } from "./aimed.ts";
import { pathsOf, placesOf } from "./places.ts";
import { respell, scalarsByType, storedValues } from "./stored.ts";

type Operand = OperandNode<LiteralNode>;

/** A value, its members and parts of it: what conditions on it ask for. */
function relatedTo(value: AttributeValue): readonly AttributeValue[] {
  if ("S" in value) return [value, { S: [...value.S].slice(0, 1).join("") }, { S: [...value.S].slice(1).join("") }];
  if ("B" in value) return [value, { B: value.B.slice(0, 1) }, { B: value.B.slice(1) }];
  if ("SS" in value) return [value, ...value.SS.map((S) => ({ S }))];
  if ("NS" in value) return [value, ...value.NS.map((N) => ({ N }))];
  if ("BS" in value) return [value, ...value.BS.map((B) => ({ B }))];
  if ("L" in value) return [value, ...value.L];
  return [value];
}

const isScalar = (value: AttributeValue): boolean => "S" in value || "N" in value || "B" in value;
const isText = (value: AttributeValue): boolean => "S" in value || "B" in value;
const types: readonly WireType[] = ["S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"];

/** Not with itself: the service refuses that, whatever is stored. */
function isDistinct(first: Operand, others: readonly Operand[]): boolean {
  return first.kind !== "path" || others.every((other) => JSON.stringify(other) !== JSON.stringify(first));
}

function boundsOf(pair: readonly [AttributeValue, AttributeValue]): readonly [LiteralNode, LiteralNode] {
  const [a, b] = pair;
  return (compareScalars(a, b) ?? 0) <= 0 ? [LiteralNode(a), LiteralNode(b)] : [LiteralNode(b), LiteralNode(a)];
}

/**
 * Conditions that the service can be asked about an item. Paths mostly lead to what it has, values are mostly those that it
 * has, their members and parts, often written differently.
 */
export function conditionsOn(item: WireItem): fc.Arbitrary<ConditionNode> {
  const places = placesOf(item);
  const paths = pathsOf(places);
  const related = places.flatMap(([, value]) => relatedTo(value)).flatMap((value) => [value, respell(value)]);
  const literals = (others: fc.Arbitrary<AttributeValue>, takes: (value: AttributeValue) => boolean) => {
    const known = related.filter(takes);
    return (known.length === 0 ? others : fc.oneof(fc.constantFrom(...known), others)).map(LiteralNode);
  };
  const attributes: fc.Arbitrary<PathNode | SizeNode> = fc.oneof(
    { weight: 3, arbitrary: paths },
    { weight: 1, arbitrary: paths.map(SizeNode) },
  );
  const sizes = fc.nat({ max: 8 }).map((size) => LiteralNode({ N: String(size) }));
  const scalars: fc.Arbitrary<Operand> = fc.oneof(attributes, sizes, literals(fc.oneof(...scalarsByType), isScalar));
  const anything: fc.Arbitrary<Operand> = fc.oneof(
    attributes,
    sizes,
    literals(storedValues, () => true),
  );
  const literalBounds = fc
    .oneof(...scalarsByType.map((values) => fc.tuple(values, values)))
    .map((pair): readonly Operand[] => boundsOf(pair));
  const openBounds: fc.Arbitrary<readonly Operand[]> = fc.oneof(
    fc.tuple(attributes, scalars),
    fc.tuple(scalars, attributes),
  );
  const texts = literals(fc.oneof(...scalarsByType), () => true).filter(({ value }) => isText(value));

  function tests<F extends Operand>(
    first: fc.Arbitrary<F>,
    others: fc.Arbitrary<readonly Operand[]>,
    make: (first: F, others: readonly Operand[]) => ConditionNode,
  ): fc.Arbitrary<ConditionNode> {
    return fc
      .tuple(first, others)
      .filter(([each, rest]) => isDistinct(each, rest))
      .map(([each, rest]) => make(each, rest));
  }
  const one = (operands: fc.Arbitrary<Operand>): fc.Arbitrary<readonly Operand[]> => operands.map((each) => [each]);

  const aimed =
    places.length === 0
      ? fc.constant(ExistsNode(PathNode(["id"])))
      : fc.constantFrom(...places).chain(([path, value]) => aimedAt(path, value));
  const test = fc.oneof(
    { weight: 16, arbitrary: aimed },
    {
      weight: 3,
      arbitrary: fc
        .constantFrom("=" as const, "<>" as const)
        .chain((operator) => tests(anything, one(anything), (a, [b = a]) => ComparisonNode(operator, a, b))),
    },
    {
      weight: 3,
      arbitrary: fc
        .constantFrom("<" as const, "<=" as const, ">" as const, ">=" as const)
        .chain((operator) => tests(scalars, one(scalars), (a, [b = a]) => ComparisonNode(operator, a, b))),
    },
    {
      weight: 2,
      arbitrary: tests(scalars, fc.oneof(literalBounds, openBounds), (a, [low = a, high = a]) =>
        BetweenNode(a, low, high),
      ),
    },
    {
      weight: 2,
      arbitrary: tests(anything, fc.array(anything, { minLength: 1, maxLength: 4 }), (a, others) => InNode(a, others)),
    },
    { weight: 2, arbitrary: tests(paths, one(fc.oneof(paths, texts)), (a, [b = a]) => BeginsWithNode(a, b)) },
    { weight: 4, arbitrary: tests(paths, one(anything), (a, [b = a]) => ContainsNode(a, b)) },
    { weight: 1, arbitrary: fc.tuple(paths, fc.boolean()).map(([path, negated]) => ExistsNode(path, negated)) },
    { weight: 1, arbitrary: fc.tuple(paths, fc.constantFrom(...types)).map(([path, type]) => TypeNode(path, type)) },
  );
  return fc.letrec<{ node: ConditionNode }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 2, depthSize: "medium" },
      { weight: 3, arbitrary: test },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom("AND" as const, "OR" as const), fc.array(tie("node"), { minLength: 2, maxLength: 3 }))
          .map(([operator, parts]) => LogicalNode(operator, parts)),
      },
      { weight: 1, arbitrary: tie("node").map(NotNode) },
    ),
  })).node;
}

/** Those that hold for an item. */
export function holdingConditionsOn(item: WireItem): fc.Arbitrary<ConditionNode> {
  return conditionsOn(item).map((node) => (evaluateCondition(node, item) ? node : NotNode(node)));
}
