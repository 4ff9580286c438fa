import type { Description, SeveralDescription } from "../operation/description.ts";
import type { PlanContext } from "./context.ts";
import { planOperation, planSeveral } from "./plan.ts";
import type { SeveralPlanner } from "./planner.ts";
import type { OnePlan, SeveralPlan } from "./plans.ts";
import { type PagesPlan, pageSizeOf } from "./read/pages-plan.ts";
import { transactionInput } from "./write/transaction-input.ts";

/**
 * The input of the request that an operation starts with; `undefined` where it needs none.
 *
 * @throws ValidationError, CursorError, LimitError as sending would; TypeError where it takes several
 */
export function inputOf(description: Description, context: PlanContext): object | undefined {
  if (!("operations" in description)) return requestInput(planOperation(description, context));
  const { input } = description.by as SeveralPlanner<SeveralDescription, SeveralPlan>;
  return input(planSeveral(description, context));
}

/** The input of the request that a plan starts with; `undefined` where it needs none, because its range is empty. */
export function requestInput(plan: OnePlan): object | undefined {
  if (plan.kind === "get") return plan.input;
  if (plan.kind === "pages") {
    if (plan.compare && plan.lanes.length > 1) throw severalShards(plan.lanes.length);
    return firstPage(plan);
  }
  const [action] = plan.actions;
  return action === undefined || plan.transaction ? transactionInput(plan) : action.input;
}

function severalShards(shards: number): TypeError {
  return new TypeError(
    `toRequest gives the one request of an operation, and this query takes one for each of ${shards} shards: explain().requests has all of them`,
  );
}

function firstPage(plan: PagesPlan): object | undefined {
  const lane = plan.lanes.find(({ position }) => position !== "end");
  if (lane === undefined) return undefined;
  const size = pageSizeOf(plan, 0, 1);
  return {
    ...lane.input,
    ...(typeof lane.position === "string" ? {} : { ExclusiveStartKey: lane.position }),
    ...(size === undefined ? {} : { Limit: size }),
  };
}
