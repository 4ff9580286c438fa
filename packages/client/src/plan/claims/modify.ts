import type { PlanContext } from "../context.ts";
import { tableKeyOf } from "../stored-key.ts";
import { type Modification, planModify } from "../write/modify-item.ts";
import type { WritePlan } from "../write/write-plan.ts";
import { valuesOfStored } from "./values.ts";
import { withClaims } from "./with-claims.ts";

/** Plans storing a changed item, and the changes of its claims. */
export function modifyWithClaims(modification: Modification, context: PlanContext, verb = "modify"): WritePlan {
  const { model, key, stored } = modification;
  const before = valuesOfStored(model, stored);
  return withClaims((at) => {
    const { action, after } = planModify(modification, at);
    const claimant = { model, key, verb, owner: tableKeyOf(model, stored) };
    return { action, claimant, before, after: valuesOfStored(model, after) };
  }, context);
}
