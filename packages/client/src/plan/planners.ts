import type {
  BatchGetDescription,
  BatchWriteDescription,
  CollectionDescription,
  TransactAllDescription,
  TransactDescription,
  TransactGetDescription,
} from "../operation/description.ts";
import type { Explanation } from "../operation/explanation.ts";
import { type BatchGetPlan, planBatchGet } from "./batch/get.ts";
import type { BatchPlan } from "./batch/requests.ts";
import { planTransactAll, type TransactAllPlan } from "./batch/transact-all.ts";
import { type BatchWritePlan, planBatchWrite } from "./batch/write.ts";
import { explainBatch } from "./explain/batch.ts";
import { explainTransaction } from "./explain/transaction.ts";
import type { ExplainParts, Planner } from "./planner.ts";
import { planCollection } from "./read/collection.ts";
import type { PagesPlan } from "./read/pages-plan.ts";
import { planTransactGet, type TransactGetPlan } from "./read/transact-get.ts";
import { planTransact, type TransactPlan } from "./write/transact.ts";

// One for each function that describes such an operation; a bundler takes those that are named.

export const collectionPlanner: Planner<CollectionDescription, PagesPlan> = { plan: planCollection };

export const transactPlanner: Planner<TransactDescription, TransactPlan> = {
  plan: (description, context, { write }) => planTransact(description, context, write),
  explain: explainTransaction,
};

export const transactGetPlanner: Planner<TransactGetDescription, TransactGetPlan> = {
  plan: (description, context, { read }) => planTransactGet(description, context, read),
  explain: explainTransaction,
};

export const batchGetPlanner: Planner<BatchGetDescription, BatchGetPlan> = {
  plan: (description, context, { read }) => planBatchGet(description, context, read),
  explain: explainBatchPlan,
};

export const batchWritePlanner: Planner<BatchWriteDescription, BatchWritePlan> = {
  plan: (description, context, { write }) => planBatchWrite(description, context, write),
  explain: explainBatchPlan,
};

export const transactAllPlanner: Planner<TransactAllDescription, TransactAllPlan> = {
  plan: (description, context, { write }) => planTransactAll(description, context, write),
  explain: explainBatchPlan,
};

function explainBatchPlan(_: unknown, plan: BatchPlan, { options, explainOne }: ExplainParts): Explanation {
  return explainBatch(plan, options, explainOne);
}
