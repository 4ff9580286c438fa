import { createPrinter } from "@keywright/expressions";
import type { CheckDescription } from "../../operation/description.ts";
import { bindWhere, expectedVersion, itemExists, liveCondition, versionConditions } from "../condition.ts";
import type { PlanContext } from "../context.ts";
import { keyOf, storedKey } from "../stored-key.ts";
import { conditionInput } from "./conditions.ts";
import { explainFailure } from "./failure.ts";
import type { WriteAction } from "./write-plan.ts";

/** Plans a check of an item that is not written. */
export function planCheck(description: CheckDescription, context: PlanContext): WriteAction {
  const { model, key } = description;
  const expected = expectedVersion(model, description.expected);
  const printer = createPrinter(model.name);
  const condition = conditionInput(printer, [
    ...(expected === undefined ? [itemExists(model)] : versionConditions(model, expected)),
    liveCondition(model, context.now),
    bindWhere(model, description.where),
  ]);
  return {
    type: "ConditionCheck",
    input: {
      TableName: context.tableName(model.table.name),
      Key: storedKey(model, key),
      ConditionExpression: undefined,
      ...condition,
      ...printer.finish(),
    },
    result: () => undefined,
    failure: (stored) => ({
      kind: "error",
      error: explainFailure(
        { model, key: keyOf(model, key), verb: "check", context, expected, mustExist: true },
        stored,
      ),
    }),
  };
}
