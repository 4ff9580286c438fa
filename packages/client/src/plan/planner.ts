import type { AnyPlanner, GetDescription, OneDescription, WriteDescription } from "../operation/description.ts";
import type { ExplainOptions, Explanation } from "../operation/explanation.ts";
import type { PlanContext } from "./context.ts";
import type { OnePlan, Plan } from "./plans.ts";
import type { GetPlan } from "./read/get.ts";
import type { WritePlan } from "./write/write-plan.ts";

/** How the operations in an operation are planned. */
export interface PlanParts {
  write(description: WriteDescription, context: PlanContext): WritePlan;
  read(description: GetDescription, context: PlanContext): GetPlan;
}

/** What the explanation of several operations is made with. */
export interface ExplainParts {
  readonly context: PlanContext;
  readonly options: ExplainOptions;
  planOne(description: OneDescription, context: PlanContext): OnePlan;
  explainOne(description: OneDescription, plan: OnePlan, options: ExplainOptions): Omit<Explanation, "summary">;
}

/** How operations of one kind are planned, and explained where that is not done as for one item. */
export interface Planner<D, P extends Plan> extends AnyPlanner {
  readonly plan: (description: D, context: PlanContext, parts: PlanParts) => P;
  readonly explain?: (description: D, plan: P, parts: ExplainParts) => Explanation;
}
