import { type Comparator, ComparisonNode } from "../node/comparison.ts";
import type { Operand, Usable } from "../reference/ref.ts";
import { type Condition, makeCondition } from "./condition.ts";
import { operand as operandNode, subject, subjectNode } from "./operand.ts";
import { needOrder } from "./stored.ts";
import type { Comparable, Orderable } from "./types.ts";

function compare<E>(name: string, operator: Comparator, attribute: unknown, operand: unknown): Condition<E> {
  const left = subject(attribute, name);
  if (operator !== "=" && operator !== "<>") needOrder(left, name);
  const right = operandNode(operand, left, name);
  return makeCondition(left.model.name, ComparisonNode(operator, subjectNode(left), right));
}

/**
 * The attribute equals a value or another attribute: numbers by value, sets whatever their order, maps and lists deeply. An
 * absent attribute equals nothing.
 *
 * @example
 * eq(t.status, "OPEN") // #status = :status
 * @throws {ValidationError} for `undefined` and for an attribute of another entity; when it is sent, for a value that the attribute
 * cannot have, and for an attribute compared with itself.
 */
export function eq<E, V, S>(attribute: Operand<E, V, S> & Usable, operand: NoInfer<Comparable<E, V, S>>): Condition<E> {
  return compare("eq", "=", attribute, operand);
}

/**
 * The attribute does not equal a value or another attribute. True of an absent attribute.
 *
 * @example
 * ne(t.status, "DONE") // #status <> :status
 * @throws {ValidationError} as `eq`.
 */
export function ne<E, V, S>(attribute: Operand<E, V, S> & Usable, operand: NoInfer<Comparable<E, V, S>>): Condition<E> {
  return compare("ne", "<>", attribute, operand);
}

/**
 * The attribute is less than a value or another attribute: strings by their UTF-8 bytes, dates as they are stored. False of an
 * absent attribute.
 *
 * @example
 * lt(t.points, 10) // #points < :points
 * @throws {ValidationError} as `eq`, and for what has no order: only strings, numbers and binary values have one.
 */
export function lt<E, V, S>(attribute: Operand<E, V, S> & Usable, operand: NoInfer<Orderable<E, V, S>>): Condition<E> {
  return compare("lt", "<", attribute, operand);
}

/**
 * The attribute is at most a value or another attribute. False of an absent attribute.
 *
 * @example
 * lte(t.points, 10) // #points <= :points
 * @throws {ValidationError} as `lt`.
 */
export function lte<E, V, S>(attribute: Operand<E, V, S> & Usable, operand: NoInfer<Orderable<E, V, S>>): Condition<E> {
  return compare("lte", "<=", attribute, operand);
}

/**
 * The attribute is greater than a value or another attribute. False of an absent attribute.
 *
 * @example
 * gt(t.points, 10) // #points > :points
 * @throws {ValidationError} as `lt`.
 */
export function gt<E, V, S>(attribute: Operand<E, V, S> & Usable, operand: NoInfer<Orderable<E, V, S>>): Condition<E> {
  return compare("gt", ">", attribute, operand);
}

/**
 * The attribute is at least a value or another attribute. False of an absent attribute.
 *
 * @example
 * gte(t.points, 10) // #points >= :points
 * @throws {ValidationError} as `lt`.
 */
export function gte<E, V, S>(attribute: Operand<E, V, S> & Usable, operand: NoInfer<Orderable<E, V, S>>): Condition<E> {
  return compare("gte", ">=", attribute, operand);
}
