import { createPrinter } from "@keywright/expressions";
import type { CheckDescription } from "../../operation/description.ts";
import { bindWhere, presentConditions } from "../condition.ts";
import { conditionInput } from "../condition-input.ts";
import type { PlanContext } from "../context.ts";
import { expectedVersion } from "../expected-version.ts";
import { keyOf, storedKey } from "../stored-key.ts";
import { shapeCondition } from "../stored-shape.ts";
import { explainFailure } from "./failure.ts";
import type { WriteAction } from "./write-plan.ts";

/** Plans a check of an item that is not written. */
export function planCheck(description: CheckDescription, context: PlanContext): WriteAction {
  const { model, key } = description;
  const expected = expectedVersion(model, description.expected);
  const printer = createPrinter(model.name);
  const where = bindWhere(model, description.where);
  const shape = where && "current";
  const condition = conditionInput(printer, [
    ...presentConditions(model, expected, context.now),
    shape && shapeCondition(model, shape),
    where,
  ]);
  return {
    type: "ConditionCheck",
    repeatable: true,
    input: {
      TableName: context.tableName(model.table.name),
      Key: storedKey(model, key).item,
      // The SDK's type wants the property; that the item is there is always a condition.
      ConditionExpression: undefined,
      ...condition,
      ...printer.finish(),
    },
    result: () => undefined,
    failure: (stored) => ({
      kind: "error",
      error: explainFailure(
        { model, key: keyOf(model, key), verb: "check", context, expected, mustExist: true, shape },
        stored,
      ),
    }),
  };
}
