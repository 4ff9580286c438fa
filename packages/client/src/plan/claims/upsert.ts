import type { EntityModel, WireItem } from "@keywright/schema";
import type { UpsertDescription } from "../../operation/description.ts";
import { checkAttributes, checkChoice } from "../check-input.ts";
import type { PlanContext } from "../context.ts";
import { own } from "../own.ts";
import { decodeItem } from "../read/decode.ts";
import { isExpired, isOwn } from "../read/identity.ts";
import { refuse } from "../refuse.ts";
import { keyOf, tableKeyOf } from "../stored-key.ts";
import { planCreate } from "../write/create.ts";
import { draftOf } from "../write/draft.ts";
import { explainFailure } from "../write/failure.ts";
import { variantOf } from "../write/variants.ts";
import type { Failure, WriteAction, WritePlan } from "../write/write-plan.ts";
import { modifyWithClaims } from "./modify.ts";
import { valuesOfStored } from "./values.ts";
import { withClaims } from "./with-claims.ts";

type Values = Readonly<Record<string, unknown>>;

/** How often others may write the item between two attempts. */
const mostAttempts = 5;

/**
 * Plans writing an item whether it exists or not, with its claims: as a new one, and where there is one, which that shows, as a
 * change of it.
 */
export function upsertWithClaims(description: UpsertDescription, context: PlanContext): WritePlan {
  const { model, item, where, onExpired } = description;
  checkAttributes(model, "the item", item);
  checkChoice(model, "onExpired", onExpired, ["replace", "throw"]);
  if (where !== undefined) {
    const message =
      "cannot be asked of an item with unique attributes, which is written as a new one first. Use create and modify";
    throw refuse(model, ["where"], "invalid_option", message);
  }
  return asNew(description, context, mostAttempts);
}

function asNew(description: UpsertDescription, context: PlanContext, attempts: number): WritePlan {
  const { model, item, onExpired } = description;
  return withClaims((at) => {
    const create = planCreate({ verb: "create", model, item }, at, undefined, onExpired === "replace");
    const stored = create.input.Item as WireItem;
    const failure = (found: WireItem | undefined): Failure =>
      again(description, create.failure(found), found, at, attempts);
    const claimant = { model, key: keyOf(model, item), verb: "upsert", owner: tableKeyOf(model, stored) };
    return { action: { ...create, failure }, claimant, before: undefined, after: valuesOfStored(model, stored) };
  }, context);
}

/** Writes what is given over what is stored. */
function asChange(description: UpsertDescription, stored: WireItem, context: PlanContext, attempts: number): WritePlan {
  const { model, item: given } = description;
  const item = decodeItem(model, stored, context.readMode);
  const { before } = draftOf(model, stored, context.readMode);
  const changed = merged(model, item, given);
  const modification = { model, key: keyOf(model, given), stored, item, before, changed };
  const plan = modifyWithClaims(modification, context, "upsert");
  const actions = plan.actions.map((action): WriteAction => {
    if (action.claim) return action;
    const failure = (found: WireItem | undefined): Failure =>
      again(description, action.failure(found), found, context, attempts);
    return { ...action, failure };
  });
  return { ...plan, actions };
}

/** What a false condition means: something else is stored than was thought, so that is what to write over. */
function again(
  description: UpsertDescription,
  failure: Failure,
  found: WireItem | undefined,
  context: PlanContext,
  attempts: number,
): Failure {
  const { model, item } = description;
  if (failure.kind !== "error") return failure;
  const failed = { model, key: keyOf(model, item), verb: "upsert", context, shape: "currentOrAbsent" } as const;
  const error = explainFailure(failed, found);
  const isThere = found !== undefined && !isExpired(model, found, context.now);
  if (attempts > 1 && isThere && isOwn(model, found)) {
    return { kind: "instead", error, plan: (later) => asChange(description, found, later, attempts - 1) };
  }
  if (attempts > 1 && found === undefined) {
    return { kind: "instead", error, plan: (later) => asNew(description, later, attempts - 1) };
  }
  return { kind: "error", error };
}

/** The stored item with the attributes that are given; of another variant only those that it has. */
function merged(model: EntityModel, item: Values, given: Values): Values {
  const variant = variantOf(model, given);
  const kept = Object.entries(item).filter(([name]) => {
    const managed = model.attributes.get(name)?.managed !== undefined;
    return managed || variant === undefined || variant.properties.has(name);
  });
  const set = Object.keys(given).filter((name) => own(given, name) !== undefined);
  return { ...Object.fromEntries(kept), ...Object.fromEntries(set.map((name) => [name, given[name]])) };
}
