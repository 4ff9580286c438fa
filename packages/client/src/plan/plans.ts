import type { BatchGetPlan } from "./batch/get.ts";
import type { TransactAllPlan } from "./batch/transact-all.ts";
import type { BatchWritePlan } from "./batch/write.ts";
import type { GetPlan } from "./read/get.ts";
import type { PagesPlan } from "./read/pages-plan.ts";
import type { TransactGetPlan } from "./read/transact-get.ts";
import type { TransactPlan } from "./write/transact.ts";
import type { WritePlan } from "./write/write-plan.ts";

/** What an operation on one item, or on one range, becomes: requests, and what their answers mean. Nothing is sent here. */
export type OnePlan = GetPlan | PagesPlan | WritePlan;

/** What an operation on several items becomes. */
export type SeveralPlan = TransactPlan | TransactGetPlan | BatchGetPlan | BatchWritePlan | TransactAllPlan;
