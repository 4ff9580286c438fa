import { BetweenNode, InNode } from "../node/comparison.ts";
import { misuse } from "../reference/misuse.ts";
import type { Operand, Usable } from "../reference/ref.ts";
import { type Condition, makeCondition } from "./condition.ts";
import { operand, subject, subjectNode } from "./operand.ts";
import { needOrder } from "./stored.ts";
import type { Comparable, Orderable } from "./types.ts";

/**
 * The attribute lies between two values or other attributes, both included. False of an absent attribute.
 *
 * @example
 * between(t.points, 1, 5) // #points BETWEEN :points_low AND :points_high
 * @throws {ValidationError} as `lt`; when it is sent, for a lower bound above the upper one.
 */
export function between<E, V, S>(
  attribute: Operand<E, V, S> & Usable,
  low: NoInfer<Orderable<E, V, S>>,
  high: NoInfer<Orderable<E, V, S>>,
): Condition<E> {
  const left = subject(attribute, "between");
  needOrder(left, "between");
  const node = BetweenNode(subjectNode(left), operand(low, left, "between"), operand(high, left, "between"));
  return makeCondition(left.model.name, node);
}

/**
 * The attribute equals one of 1 to 100 values or other attributes. False of an absent attribute.
 *
 * @example
 * isIn(t.status, ["OPEN", "IN_PROGRESS"]) // #status IN (:status, :status_2)
 * @throws {ValidationError} as `eq`; when it is sent, for an empty list.
 * @throws {LimitError} when it is sent, for more than 100.
 */
export function isIn<E, V, S>(
  attribute: Operand<E, V, S> & Usable,
  values: NoInfer<readonly Comparable<E, V, S>[]>,
): Condition<E> {
  const left = subject(attribute, "isIn");
  if (!Array.isArray(values)) throw misuse(left, "isIn", "takes the values in an array");
  const list = values.map((value) => operand(value, left, "isIn"));
  return makeCondition(left.model.name, InNode(subjectNode(left), list));
}
