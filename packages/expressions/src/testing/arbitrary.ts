import type { AttributeValue, WireType } from "@keywright/schema";
import fc from "fast-check";
import { BetweenNode, type Comparator, ComparisonNode, InNode } from "../node/comparison.ts";
import { type ConditionNode, LogicalNode, NotNode } from "../node/condition.ts";
import { BeginsWithNode, ContainsNode, ExistsNode, TypeNode } from "../node/function.ts";
import { LiteralNode } from "../node/leaf.ts";
import { type OperandNode, SizeNode } from "../node/operand.ts";
import { PathNode } from "../node/path.ts";
import {
  AddNode,
  ArithmeticNode,
  DeleteNode,
  ListAppendNode,
  RemoveNode,
  SetNode,
  type TermNode,
  type UpdateAction,
} from "../node/update.ts";
import { hostileTexts } from "./hostile.ts";
import { orElse } from "./or-else.ts";
import { reservedWords } from "./reserved-words.ts";

/** Attribute names of every kind: plain, reserved, hostile, any text. */
const names: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("a", "b", "c", "status"),
  fc.constantFrom(...reservedWords, ...reservedWords.map((word) => word.toLowerCase())),
  fc.constantFrom(...hostileTexts.filter((text) => text !== "")),
  fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }),
);

export const paths: fc.Arbitrary<PathNode> = fc
  .tuple(names, fc.array(fc.oneof(names, fc.nat({ max: 99 })), { maxLength: 3 }))
  .map(([root, below]) => PathNode([root, ...below]));

const texts = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ maxLength: 12 }));
const numbers = fc.integer().map(String);
const bytes = fc.uint8Array({ maxLength: 6 });
const scalars = {
  S: texts.map((S): AttributeValue => ({ S })),
  N: numbers.map((N): AttributeValue => ({ N })),
  B: bytes.map((B): AttributeValue => ({ B })),
};
// In order: equal sets share a placeholder, and are read back as the first of them was written.
const sets: fc.Arbitrary<AttributeValue> = fc.oneof(
  fc.uniqueArray(texts, { minLength: 1, maxLength: 3 }).map((SS): AttributeValue => ({ SS: SS.sort() })),
  fc.uniqueArray(numbers, { minLength: 1, maxLength: 3 }).map((NS): AttributeValue => ({ NS: NS.sort() })),
);
const anyScalar = fc.oneof(scalars.S, scalars.N, scalars.B);
const anyValue: fc.Arbitrary<AttributeValue> = fc.oneof(
  anyScalar,
  sets,
  fc.boolean().map((BOOL): AttributeValue => ({ BOOL })),
  fc.constant<AttributeValue>({ NULL: true }),
  fc.array(anyScalar, { maxLength: 3 }).map((L): AttributeValue => ({ L })),
  fc
    .dictionary(fc.string({ minLength: 1, maxLength: 4 }), anyScalar, { maxKeys: 3 })
    .map((M): AttributeValue => ({ M })),
);

type Operand = OperandNode<LiteralNode>;
const literals = (values: fc.Arbitrary<AttributeValue>): fc.Arbitrary<LiteralNode> => values.map(LiteralNode);
const attributes: fc.Arbitrary<PathNode | SizeNode> = fc.oneof(paths, paths.map(SizeNode));
const scalarOperands: fc.Arbitrary<Operand> = fc.oneof(attributes, literals(anyScalar));
const anyOperands: fc.Arbitrary<Operand> = fc.oneof(attributes, literals(anyValue));
const types: readonly WireType[] = ["S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"];
const equality: readonly Comparator[] = ["=", "<>"];
const orders: readonly Comparator[] = ["<", "<=", ">", ">="];

/** No attribute with itself: the service refuses that, and so does the printer. */
function distinct<T extends { readonly first: Operand; readonly others: readonly Operand[] }>(each: T): boolean {
  return (
    each.first.kind !== "path" || each.others.every((other) => JSON.stringify(other) !== JSON.stringify(each.first))
  );
}

function withOthers<F extends Operand, R>(
  first: fc.Arbitrary<F>,
  others: fc.Arbitrary<readonly Operand[]>,
  make: (first: F, others: readonly Operand[]) => R,
): fc.Arbitrary<R> {
  return fc
    .record({ first, others })
    .filter(distinct)
    .map((each) => make(each.first, each.others));
}

const one = (operands: fc.Arbitrary<Operand>): fc.Arbitrary<readonly Operand[]> => operands.map((each) => [each]);
const bounds: fc.Arbitrary<readonly Operand[]> = fc
  .tuple(fc.integer(), fc.integer())
  .map((pair) => pair.toSorted((a, b) => a - b).map((each) => LiteralNode({ N: String(each) })));

const tests: fc.Arbitrary<ConditionNode> = fc.oneof(
  fc
    .constantFrom(...equality)
    .chain((operator) => withOthers(attributes, one(anyOperands), (a, [b = a]) => ComparisonNode(operator, a, b))),
  fc
    .constantFrom(...orders)
    .chain((operator) => withOthers(attributes, one(scalarOperands), (a, [b = a]) => ComparisonNode(operator, a, b))),
  withOthers(attributes, bounds, (operand, [low = operand, high = operand]) => BetweenNode(operand, low, high)),
  withOthers(attributes, fc.array(anyOperands, { minLength: 1, maxLength: 4 }), (a, others) => InNode(a, others)),
  withOthers(paths, one(fc.oneof(paths, literals(scalars.S), literals(scalars.B))), (a, [b = a]) =>
    BeginsWithNode(a, b),
  ),
  withOthers(paths, one(anyOperands), (a, [b = a]) => ContainsNode(a, b)),
  fc.tuple(paths, fc.boolean()).map(([path, negated]) => ExistsNode(path, negated)),
  fc.tuple(paths, fc.constantFrom(...types)).map(([path, type]) => TypeNode(path, type)),
);

/** Conditions that the service could be asked, within the limit of their length. */
export const conditions: fc.Arbitrary<ConditionNode> = fc.letrec<{ node: ConditionNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    tests,
    fc
      .tuple(fc.constantFrom("AND" as const, "OR" as const), fc.array(tie("node"), { minLength: 2, maxLength: 3 }))
      .map(([operator, parts]) => LogicalNode(operator, parts)),
    tie("node").map(NotNode),
  ),
})).node;

const terms = (values: fc.Arbitrary<AttributeValue>): fc.Arbitrary<TermNode> =>
  fc.oneof(paths, literals(values), orElse(paths, fc.oneof(paths, literals(values))));
const lists = fc.array(anyScalar, { maxLength: 2 }).map((L): AttributeValue => ({ L }));

function actionAt(path: PathNode): fc.Arbitrary<UpdateAction> {
  return fc.oneof(
    fc.constant(RemoveNode(path)),
    literals(fc.oneof(scalars.N, sets)).map((value) => AddNode(path, value)),
    literals(sets).map((value) => DeleteNode(path, value)),
    terms(anyValue).map((value) => SetNode(path, value)),
    fc.tuple(terms(lists), terms(lists)).map(([left, right]) => SetNode(path, ListAppendNode(left, right))),
    fc
      .tuple(fc.constantFrom("+" as const, "-" as const), terms(scalars.N), terms(scalars.N))
      .map(([operator, left, right]) => SetNode(path, ArithmeticNode(operator, left, right))),
  );
}

/** Actions on different attributes. */
export const updates: fc.Arbitrary<readonly UpdateAction[]> = fc
  .uniqueArray(paths, { minLength: 1, maxLength: 6, selector: (path) => path.steps[0] })
  .chain((each) => fc.tuple(...each.map(actionAt)));
