import { LogicalNode, NotNode } from "../node/condition.ts";
import { misuse } from "../reference/misuse.ts";
import { type Condition, commonEntity, makeCondition } from "./condition.ts";

/** A condition, or what `test && condition` gives when the test fails: that is left out. */
export type MaybeCondition<E> = Condition<E> | undefined | null | false | "" | 0;

/**
 * All of the conditions hold. What is falsy is left out; `and()` of none is no condition: everything matches.
 *
 * @example
 * and(eq(t.status, "OPEN"), onlyMine && eq(t.userId, me)) // #status = :status AND #userId = :userId
 * @throws {ValidationError} for conditions of two entities, and for what is neither a condition nor falsy.
 */
export function and<E extends string = never>(...conditions: readonly MaybeCondition<E>[]): Condition<E> {
  return combine("AND", conditions);
}

/**
 * One of the conditions holds. What is falsy is left out. `or()` of none would match nothing, and is
 * refused; with `and()` of none among its conditions it is no condition either.
 *
 * @example
 * or(eq(t.status, "OPEN"), gt(t.points, 5)) // #status = :status OR #points > :points
 * @throws {ValidationError} as `and`; when it is sent, for none.
 */
export function or<E extends string = never>(...conditions: readonly MaybeCondition<E>[]): Condition<E> {
  return combine("OR", conditions);
}

function combine<E>(operator: "AND" | "OR", conditions: readonly MaybeCondition<E>[]): Condition<E> {
  const parts = conditions.filter((condition) => isCondition(condition, operator.toLowerCase()));
  const nodes = parts.map((part) => part["~condition"]);
  const [only, second] = nodes;
  return makeCondition(
    commonEntity(parts),
    only !== undefined && second === undefined ? only : LogicalNode(operator, nodes),
  );
}

function isCondition<E>(condition: MaybeCondition<E>, name: string): condition is Condition<E> {
  if (!condition) return false;
  // Something forgotten, such as a reference, must not widen what is matched.
  if (typeof condition === "object" && "~condition" in condition) return true;
  throw misuse(undefined, name, "takes conditions, such as eq(t.status, ...)");
}

/**
 * The condition does not hold: also where it is false because an attribute is absent.
 *
 * @example
 * not(contains(t.tags, "urgent")) // NOT contains(#tags, :tags)
 * @throws {ValidationError} for what is no condition; when it is sent, for `and()` of none: nothing would match.
 */
export function not<E>(condition: Condition<E>): Condition<E> {
  if (!isCondition(condition, "not"))
    throw misuse(undefined, "not", "takes a condition; leave not(...) out where there is none");
  const node = condition["~condition"];
  return makeCondition(commonEntity([condition]), node.kind === "not" ? node.condition : NotNode(node));
}
