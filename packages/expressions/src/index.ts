// references

// binding and printing
export { bindCondition } from "./bind/condition.ts";
// changes
export type { Changes, ChangesOf, LooseChangesOf } from "./change/changes.ts";
export { append, concat, type ListFrom, type ListOperand, prepend } from "./change/list.ts";
export { decrement, difference, increment, type Numeric, sum } from "./change/number.ts";
export { type IfNotExistsOf, ifNotExists, patch, whenExists } from "./change/place.ts";
export { changesToActions, type PlannedChanges } from "./change/plan.ts";
export { type Action, type Settable, set } from "./change/set.ts";
export { add, remove } from "./change/set-members.ts";
export type {
  Add,
  Extend,
  IfNotExists,
  Increment,
  IncrementFrom,
  Misplaced,
  Patch,
  Remove,
  RemoveMembers,
  WhenExists,
} from "./change/types.ts";
export type { Mismatch, Verdicts } from "./change/verdict.ts";
// evaluating
export { equalValues } from "./evaluate/equal.ts";
export { evaluateCondition } from "./evaluate/evaluate.ts";
export { evaluateUpdate } from "./evaluate/update.ts";
// nodes, for planners
export { BetweenNode, ComparisonNode } from "./node/comparison.ts";
export { type ConditionNode, LogicalNode } from "./node/condition.ts";
export { BeginsWithNode, ExistsNode } from "./node/function.ts";
export { LiteralNode } from "./node/leaf.ts";
export { PathNode } from "./node/path.ts";
export { ArithmeticNode, IfNotExistsNode, RemoveNode, SetNode, type UpdateAction } from "./node/update.ts";
export { eq, gt, gte, lt, lte, ne } from "./operator/comparison.ts";
export type { Condition } from "./operator/condition.ts";
export { exists, hasType, notExists } from "./operator/exists.ts";
// operators
// biome-ignore lint/performance/noReExportAll: `op` is a namespace for completion; bundlers drop what is not used of it.
export * as op from "./operator/index.ts";
export { and, type MaybeCondition, not, or } from "./operator/logical.ts";
export { between, isIn } from "./operator/range.ts";
export { type Size, size } from "./operator/size.ts";
export { beginsWith, contains } from "./operator/text.ts";
export type { Comparable, Contained, Orderable, Peer, Prefix, Sizable } from "./operator/types.ts";
export { createPrinter, type Printer } from "./print/printer.ts";
export { attribute } from "./reference/attribute.ts";
export { type FromText, fromText } from "./reference/from-text.ts";
export { at, entryOf, variant } from "./reference/navigate.ts";
export type {
  Children,
  CommonRefs,
  ListRefs,
  MemberRefOf,
  Operand,
  Options,
  RecordRefs,
  Ref,
  RefOf,
  Refs,
  Refused,
  ShapeOf,
  TupleRefs,
  UnionRefs,
  Usable,
} from "./reference/ref.ts";
export { type ReferencesOf, referencesOf } from "./reference/references-of.ts";
