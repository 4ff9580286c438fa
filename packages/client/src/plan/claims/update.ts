import type { PlannedChanges } from "@keywright/expressions";
import type { EntityModel } from "@keywright/schema";
import type { UpdateDescription } from "../../operation/description.ts";
import type { PlanContext } from "../context.ts";
import { refuse } from "../refuse.ts";
import { keyOf, storedKey } from "../stored-key.ts";
import { planUpdate } from "../write/update.ts";
import { planChanges } from "../write/update-changes.ts";
import { singleWrite, type WritePlan } from "../write/write-plan.ts";
import { checkNoAnswer, orModify, withPrevious } from "./previous.ts";
import { type ClaimedValues, claimedNames, valueConditions, valuesOfItem } from "./values.ts";
import { withClaims } from "./with-claims.ts";

/** Plans changing attributes, and claims where unique ones are among them. */
export function updateWithClaims(description: UpdateDescription, context: PlanContext): WritePlan {
  const { model, previous, exactlyOnce } = description;
  const changes = planChanges(description);
  const touched = claimedNames(model).filter(
    (name) => changes.set.has(name) || changes.removed.has(name) || changes.computed.has(name),
  );
  if (touched.length === 0) return singleWrite(planUpdate(description, context), context, exactlyOnce);
  if (previous === undefined) throw missingPrevious(model, touched);
  checkNoAnswer(description, ["none"]);
  for (const name of touched) if (changes.computed.has(name)) throw computed(model, name);
  const key = storedKey(model, description.key);
  const before = new Map([...valuesOfItem(model, "update", previous), ...ofKey(model, key.attributes)]);
  const claimant = { model, key: keyOf(model, description.key), verb: "update", owner: key.item };
  const after = changed(before, changes);
  return withClaims((at) => {
    const action = planUpdate(withPrevious(description), at, valueConditions(model, before));
    return { action, claimant, before, after, exactlyOnce };
  }, context);
}

function ofKey(model: EntityModel, attributes: ReadonlyMap<string, unknown>): ClaimedValues {
  const names = new Set(claimedNames(model));
  return new Map([...(attributes as ClaimedValues)].filter(([name]) => names.has(name)));
}

function changed(before: ClaimedValues, { set, removed }: PlannedChanges): ClaimedValues {
  return new Map([...before].map(([name, value]) => [name, removed.has(name) ? undefined : (set.get(name) ?? value)]));
}

function missingPrevious(model: EntityModel, touched: readonly string[]): Error {
  const isExpiry = model.timeToLive !== undefined && touched.every((name) => name === model.timeToLive?.attribute);
  const what = isExpiry ? "is the time to live, which claims of unique attributes share" : "is unique";
  const message = `${what}: what it was before must be given free. Add previous: item, the item as it was read, and returning: "none"${orModify(model)}`;
  return refuse(model, touched.slice(0, 1), "missing_previous", message);
}

function computed(model: EntityModel, name: string): Error {
  const message = `is unique, and DynamoDB would work its value out, so that nobody knows what to claim: write the value itself${orModify(model)}`;
  return refuse(model, [name], "unique_attribute", message);
}
