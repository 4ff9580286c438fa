import { createPrinter, LogicalNode } from "@keywright/expressions";
import type { EntityModel, WireItem } from "@keywright/schema";
import { itemAbsent } from "../condition.ts";
import { conditionInput } from "../condition-input.ts";
import { capacityInput, type PlanContext } from "../context.ts";
import { rawKey } from "../read/decode.ts";
import { isOwn } from "../read/identity.ts";
import { tableKeyOf } from "../stored-key.ts";
import { explainFailure } from "../write/failure.ts";
import type { WriteAction, WritePlan } from "../write/write-plan.ts";
import { claimable } from "./claimable.ts";
import { allOf, type ClaimedValues, valueConditions, valuesOfStored } from "./values.ts";
import { withClaims } from "./with-claims.ts";

/**
 * Plans deleting a stored item, whatever else it is by then, and giving free what it has claimed: where its unique attributes
 * have changed, what it has claimed then.
 */
export function eraseWithClaims(model: EntityModel, stored: WireItem, verb: string, context: PlanContext): WritePlan {
  const before = valuesOfStored(model, stored);
  const able = claimable(model, before).model;
  const owner = tableKeyOf(model, stored);
  const claimant = { model: able, key: rawKey(model, stored), verb, owner };
  return withClaims(
    (at) => ({ action: erase(model, owner, before, verb, at), claimant, before, after: undefined }),
    context,
  );
}

function erase(
  model: EntityModel,
  key: WireItem,
  before: ClaimedValues,
  verb: string,
  context: PlanContext,
): WriteAction {
  const printer = createPrinter(model.name);
  const [same] = allOf(valueConditions(model, before));
  return {
    type: "Delete",
    repeatable: true,
    input: {
      TableName: context.tableName(model.table.name),
      Key: key,
      // Nothing to demand of an item whose claims are all made of its key.
      ...conditionInput(printer, [same && LogicalNode("OR", [itemAbsent(model), same])]),
      ...printer.finish(),
      ...capacityInput(context),
    },
    result: () => undefined,
    failure: (found) =>
      found === undefined || !isOwn(model, found)
        ? { kind: "succeeded", result: undefined }
        : {
            kind: "instead",
            error: explainFailure({ model, key: rawKey(model, found), verb, context }, found),
            plan: (later) => eraseWithClaims(model, found, verb, later),
          },
  };
}
