import type { ExplainedRequest } from "../../operation/explanation.ts";
import { chunksOf } from "./chunks.ts";
import type { BatchGetPlan } from "./get.ts";
import { batchWriteInput, writeLimits } from "./item-writes.ts";
import { batchGetInput, readLimits } from "./key-reads.ts";
import type { BatchWritePlan } from "./write.ts";

/** The requests that a batch takes, where nothing is left unprocessed. */
export function batchRequests(plan: BatchGetPlan | BatchWritePlan): readonly ExplainedRequest[] {
  if (plan.kind === "batchGet") {
    return chunksOf(plan.lanes, readLimits).map((reads) => ({
      request: "BatchGetItem",
      input: batchGetInput(reads, plan.capacity),
    }));
  }
  return chunksOf(plan.lanes, writeLimits).map((writes) => ({
    request: "BatchWriteItem",
    input: batchWriteInput(writes, plan.capacity),
  }));
}

/**
 * The request of a batch that is one; `undefined` where there is nothing in it.
 *
 * @throws TypeError where it takes several
 */
export function onlyRequest(plan: BatchGetPlan | BatchWritePlan): ExplainedRequest | undefined {
  const requests = batchRequests(plan);
  if (requests.length <= 1) return requests[0];
  throw new TypeError(
    `toRequest gives the one request of an operation, and this ${plan.kind} takes ${requests.length}: explain().requests has all of them`,
  );
}
