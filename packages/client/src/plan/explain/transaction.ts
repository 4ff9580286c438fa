import type { TransactDescription, TransactGetDescription } from "../../operation/description.ts";
import type { Explanation } from "../../operation/explanation.ts";
import type { ExplainParts } from "../planner.ts";
import type { Plan } from "../plans.ts";
import { requestInput } from "../request-input.ts";
import { explainSeveral } from "./several.ts";

/** What is charged of a transaction is twice what its actions are on the table, and once on indexes. */
export function explainTransaction(
  { verb, operations }: TransactDescription | TransactGetDescription,
  plan: Plan,
  { context, options, planOne, explainOne }: ExplainParts,
): Explanation {
  const input = operations.length === 0 ? undefined : requestInput(plan);
  const request = verb === "transact" ? "TransactWriteItems" : "TransactGetItems";
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
  return explainSeveral(`${names}.${verb}`, parts, input === undefined ? [] : [{ request, input }]);
}
