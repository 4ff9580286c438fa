import { createPrinter } from "@keywright/expressions";
import type { DeleteDescription } from "../../operation/description.ts";
import { bindWhere, expectedVersion, itemExists, liveCondition, versionConditions } from "../condition.ts";
import { capacityInput, type PlanContext } from "../context.ts";
import { decodeItem } from "../read/decode.ts";
import { isExpired } from "../read/identity.ts";
import { keyOf, storedKey } from "../stored-key.ts";
import { conditionInput } from "./conditions.ts";
import { explainFailure } from "./failure.ts";
import type { WriteAction } from "./write-plan.ts";

/** Plans deleting an item. */
export function planDelete(description: DeleteDescription, context: PlanContext): WriteAction {
  const { model, key, mustExist, returning } = description;
  const expected = expectedVersion(model, description.expected);
  const where = bindWhere(model, description.where);
  const printer = createPrinter(model.name);
  const condition = conditionInput(printer, [
    // A version that is equal is there, and so is its item.
    ...(expected === undefined ? (mustExist ? [itemExists(model)] : []) : versionConditions(model, expected)),
    mustExist || expected !== undefined ? liveCondition(model, context.now) : undefined,
    where,
  ]);
  return {
    type: "Delete",
    input: {
      TableName: context.tableName(model.table.name),
      Key: storedKey(model, key),
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
      error: explainFailure({ model, key: keyOf(model, key), verb: "delete", context, expected, mustExist }, stored),
    }),
  };
}
