import type { UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import { type ConditionNode, createPrinter, type UpdateAction } from "@keywright/expressions";
import type { EntityModel } from "@keywright/schema";
import { conditionInput } from "./condition-input.ts";
import { capacityInput, type PlanContext } from "./context.ts";

/** An update of one item under conditions, as a request prints it: all of its input but the key. */
export function printedUpdate(
  model: EntityModel,
  changes: readonly UpdateAction[],
  conditions: readonly (ConditionNode | undefined)[],
  context: PlanContext,
): Omit<UpdateItemCommandInput, "Key" | "TableName"> & { readonly TableName: string } {
  const printer = createPrinter(model.name);
  const update = printer.update(changes);
  const condition = conditionInput(printer, conditions);
  return {
    TableName: context.tableName(model.table.name),
    ...(update === undefined ? {} : { UpdateExpression: update }),
    ...condition,
    ...printer.finish(),
    ...capacityInput(context),
  };
}
