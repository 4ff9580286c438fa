import type { Plan } from "./plan.ts";
import { pageSizeOf } from "./read/query.ts";
import { transactionInput } from "./write/transaction-input.ts";

/** The input of the request that a plan starts with; `undefined` where it needs none, because its range is empty. */
export function requestInput(plan: Plan): object | undefined {
  if (plan.kind === "get") return plan.input;
  if (plan.kind === "query") {
    const size = pageSizeOf(plan, 0);
    return plan.input && (size === undefined ? plan.input : { ...plan.input, Limit: size });
  }
  const [action, ...others] = plan.actions;
  if (action === undefined || others.length > 0 || action.type === "ConditionCheck") return transactionInput(plan);
  return action.input;
}
