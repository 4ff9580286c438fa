import type { Description, GetDescription, OneDescription, WriteDescription } from "../operation/description.ts";
import { type BatchGetPlan, planBatchGet } from "./batch/get.ts";
import { planTransactAll, type TransactAllPlan } from "./batch/transact-all.ts";
import { type BatchWritePlan, planBatchWrite } from "./batch/write.ts";
import { createWithClaims } from "./claims/create.ts";
import { deleteWithClaims } from "./claims/delete.ts";
import { planMove } from "./claims/move.ts";
import { putWithClaims } from "./claims/put.ts";
import { updateWithClaims } from "./claims/update.ts";
import { upsertWithClaims } from "./claims/upsert.ts";
import type { PlanContext } from "./context.ts";
import { planCollection } from "./read/collection.ts";
import { type GetPlan, planGet } from "./read/get.ts";
import type { PagesPlan } from "./read/pages-plan.ts";
import { planQuery } from "./read/query.ts";
import { planScan } from "./read/scan.ts";
import { planTransactGet, type TransactGetPlan } from "./read/transact-get.ts";
import { intoScope } from "./scope/into-scope.ts";
import { keepInScope } from "./scope/keep-in-scope.ts";
import { checkTransactional } from "./transactional.ts";
import { planCheck } from "./write/check.ts";
import { planCreate } from "./write/create.ts";
import { planDelete } from "./write/delete.ts";
import { planPut } from "./write/put.ts";
import { planTransact, type TransactPlan } from "./write/transact.ts";
import { planUpdate } from "./write/update.ts";
import { planUpsert } from "./write/upsert.ts";
import { singleWrite, type WritePlan } from "./write/write-plan.ts";

/** What an operation on one item, or on one range, becomes. */
export type OnePlan = GetPlan | PagesPlan | WritePlan;

/** What an operation becomes: requests, and what their answers mean. Nothing is sent here. */
export type Plan = OnePlan | TransactPlan | TransactGetPlan | BatchGetPlan | BatchWritePlan | TransactAllPlan;

/**
 * Plans an operation: the one way from a description to requests.
 *
 * @throws ValidationError, CursorError, ScopeError before anything is sent
 */
export function planOperation(description: Description, context: PlanContext): Plan {
  checkTransactional(description);
  switch (description.verb) {
    case "transact":
      return planTransact(description, context, planWrite);
    case "transactGet":
      return planTransactGet(description, context, planRead);
    case "batchGet":
      return planBatchGet(description, context, planRead);
    case "batchWrite":
      return planBatchWrite(description, context, planWrite);
    case "transactAll":
      return planTransactAll(description, context, planWrite);
    default:
      return planOne(description, context);
  }
}

/** Plans an operation on one item, or on one range. */
export function planOne(description: OneDescription, context: PlanContext): OnePlan {
  const { scope, readMode } = context;
  if (scope === undefined) return plan(description, context);
  const bound = intoScope(description, scope);
  return keepInScope(plan(bound, context), bound, scope, readMode);
}

function planWrite(description: WriteDescription, context: PlanContext): WritePlan {
  const found = planOne(description, context);
  if (found.kind === "write") return found;
  throw new Error(`${description.verb} is no write`);
}

function planRead(description: GetDescription, context: PlanContext): GetPlan {
  const found = planOne(description, context);
  if (found.kind === "get") return found;
  throw new Error(`${description.verb} reads no single item`);
}

function plan(description: OneDescription, context: PlanContext): OnePlan {
  switch (description.verb) {
    case "get":
      return planGet(description, context);
    case "query":
    case "first":
    case "count":
      return planQuery(description, context);
    case "collection":
      return planCollection(description, context);
    case "scan":
      return planScan(description, context);
    case "create":
      if (description.model.unique) return createWithClaims(description, context);
      return singleWrite(planCreate(description, context), context, description.exactlyOnce);
    case "put":
      if (description.model.unique) return putWithClaims(description, context);
      return singleWrite(planPut(description, context), context, description.exactlyOnce);
    case "upsert":
      if (description.model.unique) return upsertWithClaims(description, context);
      return singleWrite(planUpsert(description, context), context);
    case "update":
      if (description.model.unique) return updateWithClaims(description, context);
      return singleWrite(planUpdate(description, context), context, description.exactlyOnce);
    case "delete":
      if (description.model.unique) return deleteWithClaims(description, context);
      return singleWrite(planDelete(description, context), context, description.exactlyOnce);
    case "check":
      return singleWrite(planCheck(description, context), context);
    case "move":
      return planMove(description, context);
    default:
      return description satisfies never;
  }
}
