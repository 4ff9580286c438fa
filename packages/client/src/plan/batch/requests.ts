import type { ExplainedRequest } from "../../operation/explanation.ts";
import { transactInput } from "../write/transact-request.ts";
import { chunksOf } from "./chunks.ts";
import type { BatchGetPlan } from "./get.ts";
import { batchWriteInput, writeLimits } from "./item-writes.ts";
import { batchGetInput, readLimits } from "./key-reads.ts";
import type { TransactAllPlan } from "./transact-all.ts";
import type { BatchWritePlan } from "./write.ts";

/** Plans of as many requests as it takes. */
export type BatchPlan = BatchGetPlan | BatchWritePlan | TransactAllPlan;

/** The requests that a batch takes, where nothing is left unprocessed. */
export function batchRequests(plan: BatchPlan): readonly ExplainedRequest[] {
  const { capacity } = plan;
  switch (plan.kind) {
    case "batchGet":
      return chunksOf(plan.lanes, readLimits).map((reads) => ({
        request: "BatchGetItem",
        input: batchGetInput(reads, capacity),
      }));
    case "batchWrite":
      return chunksOf(plan.lanes, writeLimits).map((writes) => ({
        request: "BatchWriteItem",
        input: batchWriteInput(writes, capacity),
      }));
    case "transactAll":
      return plan.lanes.flat().map((transaction) => ({
        request: "TransactWriteItems",
        input: transactInput(transaction.plan),
      }));
    default:
      return plan satisfies never;
  }
}

/**
 * The input of a batch that is one request; `undefined` where there is nothing in it.
 *
 * @throws TypeError where it takes several
 */
export function batchInput(plan: BatchPlan): object | undefined {
  const requests = batchRequests(plan);
  if (requests.length <= 1) return requests[0]?.input;
  throw new TypeError(
    `toRequest gives the one request of an operation, and this ${plan.kind} takes ${requests.length}: explain().requests has all of them`,
  );
}
