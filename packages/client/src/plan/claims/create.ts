import type { WireItem } from "@keywright/schema";
import type { CreateDescription } from "../../operation/description.ts";
import type { PlanContext } from "../context.ts";
import { keyOf, tableKeyOf } from "../stored-key.ts";
import { planCreate } from "../write/create.ts";
import type { WritePlan } from "../write/write-plan.ts";
import { valuesOfStored } from "./values.ts";
import { withClaims } from "./with-claims.ts";

/** Plans writing a new item with its claims. */
export function createWithClaims(description: CreateDescription, context: PlanContext): WritePlan {
  const { model, item, exactlyOnce } = description;
  return withClaims((at) => {
    const action = planCreate(description, at);
    const stored = action.input.Item as WireItem;
    const claimant = { model, key: keyOf(model, item), verb: "create", owner: tableKeyOf(model, stored) };
    return { action, claimant, before: undefined, after: valuesOfStored(model, stored), exactlyOnce };
  }, context);
}
