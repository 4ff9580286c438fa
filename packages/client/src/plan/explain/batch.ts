import type { OneDescription } from "../../operation/description.ts";
import type { ExplainOptions, Explanation } from "../../operation/explanation.ts";
import { type BatchPlan, batchRequests } from "../batch/requests.ts";
import type { ExplainParts } from "../planner.ts";
import type { GetPlan } from "../read/get.ts";
import type { WritePlan } from "../write/write-plan.ts";
import { explainSeveral } from "./several.ts";

/**
 * What a batch would send, where nothing of it is left unprocessed. Each item is charged as if it were read or written alone.
 * `items` of the options are those that are stored, by the positions of the operations.
 */
export function explainBatch(
  { operations, verb }: BatchPlan["description"],
  plan: BatchPlan,
  { options, explainOne }: ExplainParts,
): Explanation {
  const requests = batchRequests(plan);
  const parts = partsOf(plan).map(({ description, part, position }) =>
    explainOne(description, part, optionsAt(options, position)),
  );
  const names = [...new Set(operations.map(({ model }) => model.name))].join("+");
  const items = `${operations.length} operations on ${parts.length} items, in ${requests.length} requests if none is left unprocessed`;
  return explainSeveral(`${names}.${verb}`, parts, requests, [items]);
}

interface OnePart {
  readonly description: OneDescription;
  readonly part: GetPlan | WritePlan;
  readonly position: number;
}

function partsOf(plan: BatchPlan): readonly OnePart[] {
  if (plan.kind !== "batchGet") {
    const transaction = plan.kind === "transactAll";
    return plan.parts.flatMap((part, position) => {
      const description = plan.description.operations[position];
      return description ? [{ description, part: transaction ? { ...part, transaction } : part, position }] : [];
    });
  }
  return plan.lanes.flat().flatMap(({ positions: [position = 0], consistent }) => {
    const description = plan.description.operations[position];
    const part = plan.parts[position];
    return description && part ? [{ description: { ...description, consistent }, part, position }] : [];
  });
}

function optionsAt({ items, ...options }: ExplainOptions, position: number): ExplainOptions {
  const item = typeof items === "object" ? items[position] : undefined;
  return item === undefined ? options : { ...options, item };
}
