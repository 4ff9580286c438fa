import type { GetDescription, OneDescription, SeveralDescription, WriteDescription } from "../operation/description.ts";
import { createWithClaims } from "./claims/create.ts";
import { deleteWithClaims } from "./claims/delete.ts";
import { planMove } from "./claims/move.ts";
import { putWithClaims } from "./claims/put.ts";
import { updateWithClaims } from "./claims/update.ts";
import { upsertWithClaims } from "./claims/upsert.ts";
import type { PlanContext } from "./context.ts";
import type { Planner, PlanParts, SeveralPlanner } from "./planner.ts";
import type { OnePlan, SeveralPlan } from "./plans.ts";
import { type GetPlan, planGet } from "./read/get.ts";
import { planQuery } from "./read/query.ts";
import { planScan } from "./read/scan.ts";
import type { Keeper } from "./scope/keeper.ts";
import { checkTransactional } from "./transactional.ts";
import { planCheck } from "./write/check.ts";
import { planCreate } from "./write/create.ts";
import { planDelete } from "./write/delete.ts";
import { planPut } from "./write/put.ts";
import { planUpdate } from "./write/update.ts";
import { planUpsert } from "./write/upsert.ts";
import { singleWrite, type WritePlan } from "./write/write-plan.ts";

/**
 * Plans an operation on one item, or on one range: the one way from a description to requests.
 *
 * @throws ValidationError, CursorError, ScopeError before anything is sent
 */
export function planOperation(description: OneDescription, context: PlanContext): OnePlan {
  checkTransactional(description);
  return planOne(description, context);
}

/**
 * Plans an operation on several items. Entities have no verbs for these, and they bring along what plans them.
 *
 * @throws ValidationError, ScopeError before anything is sent
 */
export function planSeveral(description: SeveralDescription, context: PlanContext): SeveralPlan {
  checkTransactional(description);
  // Who made the description put the planner of its kind into it.
  const { plan } = description.by as SeveralPlanner<SeveralDescription, SeveralPlan>;
  return plan(description, context, parts);
}

/** Plans what is a part of an operation, or one that was checked. */
export function planOne(description: OneDescription, context: PlanContext): OnePlan {
  const { scope } = context;
  return scope === undefined ? plan(description, context) : (scope as Keeper).plan(description, context, plan);
}

const parts: PlanParts = { write: planWrite, read: planRead };

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
      return (description.by as Planner<OneDescription, OnePlan>).plan(description, context, parts);
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
