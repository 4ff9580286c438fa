import type {
  AnyPlanner,
  AnySender,
  GetDescription,
  OneDescription,
  WriteDescription,
} from "../operation/description.ts";
import type { ExplainOptions, Explanation } from "../operation/explanation.ts";
import type { PlanContext } from "./context.ts";
import type { OnePlan, SeveralPlan } from "./plans.ts";
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

/** How operations of one kind are planned. */
export interface Planner<D, P extends OnePlan> extends AnyPlanner {
  readonly plan: (description: D, context: PlanContext, parts: PlanParts) => P;
}

/** How operations on several items of one kind are planned, shown and explained. How they are sent lies above plans. */
export interface SeveralPlanner<D, P extends SeveralPlan> extends AnySender {
  readonly plan: (description: D, context: PlanContext, parts: PlanParts) => P;
  /** The one request that a plan is; `undefined` where there is nothing to be sent. */
  readonly input: (plan: P) => object | undefined;
  readonly explain: (description: D, plan: P, parts: ExplainParts) => Explanation;
}
