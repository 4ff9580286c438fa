import { type ConditionNode, createPrinter, LogicalNode } from "@keywright/expressions";
import type { EntityModel } from "@keywright/schema";
import type { DeleteDescription } from "../../operation/description.ts";
import { checkChoice, checkReturning } from "../check-input.ts";
import { bindWhere, expiredCondition, itemAbsent, presentConditions, versionConditions } from "../condition.ts";
import { conditionInput } from "../condition-input.ts";
import { capacityInput, type PlanContext } from "../context.ts";
import { expectedVersion } from "../expected-version.ts";
import { decodeItem } from "../read/decode.ts";
import { isExpired } from "../read/identity.ts";
import { keyOf, storedKey } from "../stored-key.ts";
import { shapeCondition } from "../stored-shape.ts";
import { explainFailure } from "./failure.ts";
import type { WriteAction } from "./write-plan.ts";

/** Plans deleting an item. `required` is further conditions on what is stored. */
export function planDelete(
  description: DeleteDescription,
  context: PlanContext,
  required: readonly ConditionNode[] = [],
): WriteAction {
  const { model, key, mustExist, returning } = description;
  checkChoice(model, "returning", returning, ["old", "none"]);
  if (description.exactlyOnce) checkReturning(model, returning, ["none"]);
  const expected = expectedVersion(model, description.expected);
  const printer = createPrinter(model.name);
  const where = bindWhere(model, description.where);
  const shape = where && "current";
  const demanded = [
    ...(mustExist ? presentConditions(model, expected, context.now) : []),
    // An item that has expired may go in any version.
    ...(!mustExist && expected !== undefined ? versionConditions(model, expected) : []),
    shape && shapeCondition(model, shape),
    ...required,
    where,
  ];
  const condition = conditionInput(printer, mustExist ? demanded : [orAbsent(model, demanded, context.now)]);
  return {
    type: "Delete",
    // What it deleted would be gone; and by its number alone a version is not told from one of an item that was created since.
    repeatable: returning !== "old" && (expected === undefined || expected.mark !== undefined),
    input: {
      TableName: context.tableName(model.table.name),
      Key: storedKey(model, key).item,
      ...condition,
      ...printer.finish(),
      ...(returning === "old" ? { ReturnValues: "ALL_OLD" } : {}),
      ...capacityInput(context),
    },
    result: (attributes) =>
      returning === "none" || attributes === undefined || isExpired(model, attributes, context.now)
        ? undefined
        : decodeItem(model, attributes, context.readMode),
    failure: (stored) => ({
      kind: "error",
      error: explainFailure(
        { model, key: keyOf(model, key), verb: "delete", context, expected, mustExist, shape },
        stored,
      ),
    }),
  };
}

/** What is demanded of the item, where there is one: nothing of one that is absent, or has expired, which is the same. */
function orAbsent(
  model: EntityModel,
  demanded: readonly (ConditionNode | undefined)[],
  now: Date,
): ConditionNode | undefined {
  const [only, ...others] = demanded.filter((condition) => condition !== undefined);
  if (only === undefined) return undefined;
  const all = others.length === 0 ? only : LogicalNode("AND", [only, ...others]);
  const expired = expiredCondition(model, now);
  return LogicalNode("OR", [itemAbsent(model), ...(expired ? [expired] : []), all]);
}
