import {
  type AttributeOf,
  and,
  type Condition,
  type ConditionOf,
  eq,
  increment,
  lt,
  notExists,
  type Ref,
  type References,
  type UpdateOf,
} from "keywright";
import type { Task } from "./entities.ts";

// Conditions are functions of references; those without a written type get one in the declarations.
export const isOpen = (t: References<typeof Task>): Condition<"Task"> => eq(t.status, "OPEN");
export const dueBefore = (day: string) => (t: References<typeof Task>) => lt(t.dueDate, day);
export const late = (day: string) => (t: References<typeof Task>) => and(isOpen(t), dueBefore(day)(t));
export const all =
  (...conditions: ((t: References<typeof Task>) => ConditionOf<typeof Task>)[]) =>
  (t: References<typeof Task>) =>
    and(...conditions.map((each) => each(t)));

/** Of any entity that has the attribute. */
export const isLeft = <N extends string>(refs: {
  readonly closedOn: Ref<N, string | undefined, string | undefined>;
}): Condition<N> => notExists(refs.closedOn);

export const close = { status: "DONE", points: increment(1, { from: 0 }) } as const satisfies UpdateOf<typeof Task>;
export const summary = ["taskId", "title"] as const satisfies readonly AttributeOf<typeof Task>[];
