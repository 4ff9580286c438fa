import { isBatch, onlyRequest } from "./batch/requests.ts";
import type { Plan } from "./plan.ts";
import { type PagesPlan, pageSizeOf } from "./read/pages-plan.ts";
import { transactionInput } from "./write/transaction-input.ts";
import { actionsOf } from "./write/write-plan.ts";

/** The input of the request that a plan starts with; `undefined` where it needs none, because its range is empty. */
export function requestInput(plan: Plan): object | undefined {
  if (plan.kind === "get") return plan.input;
  if (plan.kind === "pages") {
    if (plan.compare && plan.lanes.length > 1) throw severalShards(plan.lanes.length);
    return firstPage(plan);
  }
  if (plan.kind === "transactGet") return plan.input;
  if (plan.kind === "transact") {
    const { parts, capacity, token } = plan;
    const input = transactionInput({ actions: actionsOf(parts), capacity });
    return token === undefined ? input : { ...input, ClientRequestToken: token };
  }
  if (isBatch(plan)) return onlyRequest(plan)?.input;
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
