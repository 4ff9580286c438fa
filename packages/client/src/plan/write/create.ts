import { createPrinter, LogicalNode } from "@keywright/expressions";
import type { WireItem } from "@keywright/schema";
import type { CreateDescription } from "../../operation/description.ts";
import { checkAttributes } from "../check-input.ts";
import { expiredCondition, itemAbsent } from "../condition.ts";
import { conditionInput } from "../condition-input.ts";
import { capacityInput, type PlanContext } from "../context.ts";
import { decodeItem } from "../read/decode.ts";
import { keyOf, tableKeyOf } from "../stored-key.ts";
import { explainExisting, hasMark } from "./failure.ts";
import { checkItemSize } from "./limits.ts";
import { wholeItem, withUnknown } from "./whole-item.ts";
import type { PutAction } from "./write-plan.ts";

/** What an item that was moved brings with it. */
interface History {
  readonly version: number;
  readonly createdAt: unknown;
  /** What it has beside the schema. */
  unknown?(): WireItem | undefined;
}

/** Plans writing an item that must not exist. */
export function planCreate(
  { model, item }: CreateDescription,
  context: PlanContext,
  { version, createdAt, unknown }: History = { version: 1, createdAt: context.now },
  overExpired = true,
): PutAction {
  checkAttributes(model, "the item", item);
  const { now } = context;
  const mark = model.version && context.writeMark();
  const stored = withUnknown(unknown?.(), wholeItem(model, item, { version, mark, createdAt, updatedAt: now }));
  checkItemSize(model, stored);

  const absent = itemAbsent(model);
  const expired = overExpired ? expiredCondition(model, now) : undefined;
  const printer = createPrinter(model.name);
  const condition = conditionInput(printer, [expired === undefined ? absent : LogicalNode("OR", [absent, expired])]);
  const written = (): unknown => decodeItem(model, stored, context.readMode);
  return {
    type: "Put",
    key: tableKeyOf(model, stored),
    repeatable: true,
    input: {
      TableName: context.tableName(model.table.name),
      Item: stored,
      ...condition,
      ...printer.finish(),
      ...capacityInput(context),
    },
    result: written,
    failure: (found) =>
      hasMark(model, found, mark)
        ? { kind: "succeeded", result: written() }
        : { kind: "error", error: explainExisting({ model, key: keyOf(model, item), context }, found) },
  };
}
