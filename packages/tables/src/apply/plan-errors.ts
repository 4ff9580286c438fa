import { TableError } from "../error/table-error.ts";
import type { PlanStep, TablePlan } from "../plan/table-plan.ts";

/** The table has left the way of its plan. */
export function stale(plan: TablePlan, strayed: readonly string[]): TableError {
  return new TableError({
    code: "plan-stale",
    table: plan.table,
    differences: strayed,
    message: `The table '${plan.table}' has changed since its plan was made (state ${plan.hash}): ${strayed.join(", ")}. Make a new plan, look at it, and apply that.`,
  });
}

/** Whether a step has changed these parts, to something else than was asked for. */
export function isWorkOf({ changes }: PlanStep, strayed: readonly string[]): boolean {
  return strayed.every((facet) => changes.some((change) => change.facet === facet));
}

/** A step was accepted, and does not show. */
export function withoutEffect(plan: TablePlan, step: PlanStep, strayed: readonly string[]): TableError {
  const effect =
    strayed.length === 0 ? `the table is as before: ${step.why}` : `has set otherwise: ${strayed.join(", ")}`;
  return new TableError({
    code: "plan-without-effect",
    table: plan.table,
    differences: strayed,
    message: `The service has accepted ${step.request.name} for the table '${plan.table}', and ${effect}. An engine for development may accept what it does not have.`,
  });
}
