import type { TransactDescription, TransactGetDescription } from "../../operation/description.ts";
import type { ExplainedRequest, Explanation } from "../../operation/explanation.ts";
import type { ExplainParts } from "../planner.ts";
import type { TransactGetPlan } from "../read/transact-get.ts";
import type { TransactPlan } from "../write/transact.ts";
import { transactInput } from "../write/transact-request.ts";
import { explainSeveral } from "./several.ts";

/** What is charged of a transaction is twice what its actions are on the table, and once on indexes. */
export function explainTransaction(
  { verb, operations }: TransactDescription | TransactGetDescription,
  plan: TransactPlan | TransactGetPlan,
  { context, options, planOne, explainOne }: ExplainParts,
): Explanation {
  const requests = operations.length === 0 ? [] : [requestOf(plan)];
  const parts = operations.map((one) => {
    const found = planOne(one, context);
    if (found.kind === "write") return explainOne(one, { ...found, transaction: true }, options);
    const read = one.verb === "get" ? { ...one, consistent: true } : one;
    const { capacity, ...explained } = explainOne(read, found, options);
    const basis = [...capacity.basis, "a transaction is charged twice what consistent reads are"];
    const twice = { ...capacity, read: 2 * capacity.read, table: 2 * capacity.table, basis };
    return { ...explained, capacity: twice, warnings: [] };
  });
  const names = [...new Set(operations.map(({ model }) => model.name))].join("+");
  return explainSeveral(`${names}.${verb}`, parts, requests);
}

function requestOf(plan: TransactPlan | TransactGetPlan): ExplainedRequest {
  return plan.kind === "transact"
    ? { request: "TransactWriteItems", input: transactInput(plan) }
    : { request: "TransactGetItems", input: plan.input };
}
