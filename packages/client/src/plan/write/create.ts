import { createPrinter, LogicalNode } from "@keywright/expressions";
import type { CreateDescription } from "../../operation/description.ts";
import { expiredCondition, itemAbsent } from "../condition.ts";
import { capacityInput, type PlanContext } from "../context.ts";
import { decodeItem } from "../read/decode.ts";
import { keyOf } from "../stored-key.ts";
import { conditionInput } from "./conditions.ts";
import { explainExisting, hasMark } from "./failure.ts";
import { encodeOwn, timestamps, wholeItem } from "./whole-item.ts";
import type { WriteAction } from "./write-plan.ts";

/** Plans writing an item that must not exist. */
export function planCreate({ model, item }: CreateDescription, context: PlanContext): WriteAction {
  const mark = model.version && context.writeMark();
  const managed = new Map(timestamps(model, context.now, {}));
  if (model.version) managed.set(model.version.attribute, { N: "1" });
  const wire = wholeItem(model, encodeOwn(model, item), managed, mark);

  const absent = itemAbsent(model);
  const expired = expiredCondition(model, context.now);
  const printer = createPrinter(model.name);
  const condition = conditionInput(printer, [expired === undefined ? absent : LogicalNode("OR", [absent, expired])]);
  const written = (): unknown => decodeItem(model, wire, context.readMode);
  return {
    type: "Put",
    input: {
      TableName: context.tableName(model.table.name),
      Item: wire,
      ...condition,
      ...printer.finish(),
      ...capacityInput(context),
    },
    result: written,
    failure: (stored) =>
      hasMark(model, stored, mark)
        ? { kind: "succeeded", result: written() }
        : { kind: "error", error: explainExisting({ model, key: keyOf(model, item), context }, stored) },
  };
}
