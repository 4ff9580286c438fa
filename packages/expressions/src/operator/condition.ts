import { ValidationError } from "@keywright/schema";
import type { UnboundCondition } from "../node/condition.ts";

/**
 * A condition on items of the entity named `E`: a value that can be stored, passed on and combined. It is printed when it is
 * sent, for a `where` or as a part of one.
 */
export interface Condition<E> {
  /** The entity; none where the condition fits every one. */
  readonly "~entity": E | undefined;
  readonly "~condition": UnboundCondition;
}

export function makeCondition<E>(entity: string | undefined, node: UnboundCondition): Condition<E> {
  // A seam: the name is a string at run time and a literal in types.
  return Object.freeze({ "~entity": entity as E | undefined, "~condition": node });
}

/** The entity that all of these belong to. Types refuse a mixture; this refuses it for those who have none. */
export function commonEntity(parts: readonly { readonly "~entity": unknown }[]): string | undefined {
  const names = [...new Set(parts.map((part) => part["~entity"]).filter((name) => typeof name === "string"))];
  const [first, second] = names;
  if (first !== undefined && second !== undefined) {
    const message = `conditions of ${names.join(" and ")} cannot be combined: a condition is about one item`;
    throw new ValidationError({ entity: first, issues: [{ path: [], code: "invalid_expression", message }] });
  }
  return first;
}
