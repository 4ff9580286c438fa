import { LogicalNode } from "@keywright/expressions";
import type { WireItem } from "@keywright/schema";
import { ConditionFailedError } from "../../error/condition-failed-error.ts";
import type { PutDescription } from "../../operation/description.ts";
import { expiredCondition, itemAbsent, itemExists } from "../condition.ts";
import type { PlanContext } from "../context.ts";
import { isOwn } from "../read/identity.ts";
import { keyOf, tableKeyOf } from "../stored-key.ts";
import { planPut } from "../write/put.ts";
import type { Failure, WriteAction, WritePlan } from "../write/write-plan.ts";
import { checkNoAnswer, withPrevious } from "./previous.ts";
import { allOf, type ClaimedValues, sameValues, valueConditions, valuesOfItem, valuesOfStored } from "./values.ts";
import { type ClaimingWrite, withClaims } from "./with-claims.ts";

/** Plans replacing an item with its claims. Without `previous` what was stored shows where it is not what it becomes. */
export function putWithClaims(description: PutDescription, context: PlanContext): WritePlan {
  const { model, previous } = description;
  checkNoAnswer(description, ["new", "none"]);
  const before = previous && valuesOfItem(model, "put", previous);
  return plan(withPrevious(description), before, context, mostAttempts);
}

/** How often others may change unique attributes between two attempts. */
const mostAttempts = 5;

function plan(
  description: PutDescription,
  before: ClaimedValues | undefined,
  context: PlanContext,
  attempts: number,
): WritePlan {
  return withClaims(
    (at) => (before ? known(description, before, at, attempts) : assumed(description, at, attempts)),
    context,
  );
}

/** Over an item whose unique attributes are known. */
function known(
  description: PutDescription,
  before: ClaimedValues,
  context: PlanContext,
  attempts: number,
): ClaimingWrite {
  const { model } = description;
  // Values that are all of the key would be true of no item, too.
  const action = planPut(description, context, [itemExists(model), ...valueConditions(model, before)]);
  return { ...claiming(description, action), before, action: learning(description, action, before, attempts) };
}

/** Over nothing, or an item that has the same unique attributes. */
function assumed(description: PutDescription, context: PlanContext, attempts: number): ClaimingWrite {
  const { model } = description;
  // What will be stored is known before the condition on it.
  const after = afterOf(description, planPut(description, context));
  const expired = expiredCondition(model, context.now);
  const unchanged = allOf(valueConditions(model, after));
  const condition = LogicalNode("OR", [itemAbsent(model), ...(expired ? [expired] : []), ...unchanged]);
  const action = planPut(description, context, [condition]);
  const write = claiming(description, action);
  return { ...write, before: after, mayBeNew: true, action: learning(description, action, after, attempts) };
}

type PutAction = ReturnType<typeof planPut>;

function afterOf({ model }: PutDescription, action: PutAction): ClaimedValues {
  return valuesOfStored(model, action.input.Item as WireItem);
}

function claiming(description: PutDescription, action: PutAction): Omit<ClaimingWrite, "action" | "before"> {
  const { model, item, exactlyOnce } = description;
  const owner = tableKeyOf(model, action.input.Item as WireItem);
  const claimant = { model, key: keyOf(model, item), verb: "put", owner };
  return { claimant, after: afterOf(description, action), exactlyOnce };
}

/** The action, which tries again with what it finds where that has other unique attributes than it demanded. */
function learning(
  description: PutDescription,
  action: PutAction,
  demanded: ClaimedValues,
  attempts: number,
): WriteAction {
  const { model, previous } = description;
  return {
    ...action,
    failure(stored): Failure {
      const failure = action.failure(stored);
      if (failure.kind !== "error" || !ConditionFailedError.isInstance(failure.error)) return failure;
      if (previous || attempts === 1 || (stored && !isOwn(model, stored))) return failure;
      const found = stored && valuesOfStored(model, stored);
      // It was for another condition, where what is stored is what was demanded; of no item nothing is demanded.
      if (found ? sameValues(found, demanded) : description.where) return failure;
      return { kind: "instead", error: failure.error, plan: (later) => plan(description, found, later, attempts - 1) };
    },
  };
}
