import { createPrinter } from "@keywright/expressions";
import { ValidationError, type WireItem } from "@keywright/schema";
import type { PutDescription } from "../../operation/description.ts";
import { bindWhere, expectedVersion, liveCondition, versionConditions } from "../condition.ts";
import { capacityInput, type PlanContext } from "../context.ts";
import { decodeItem } from "../read/decode.ts";
import { isExpired, isOwn } from "../read/identity.ts";
import { keyOf } from "../stored-key.ts";
import { conditionInput } from "./conditions.ts";
import { explainFailure, hasMark } from "./failure.ts";
import { encodeOwn, timestamps, wholeItem } from "./whole-item.ts";
import type { WriteAction } from "./write-plan.ts";

/** Plans replacing an item, or writing it where there is none. Of a versioned entity it must be there, in the version that was read. */
export function planPut(description: PutDescription, context: PlanContext): WriteAction {
  const { model, item, returning } = description;
  const expected = expectedVersion(model, description.expected ?? versionIn(description));
  const mark = model.version && context.writeMark();
  const managed = new Map(timestamps(model, context.now, item));
  if (model.version && expected) managed.set(model.version.attribute, { N: String(expected.version + 1) });
  const wire = wholeItem(model, encodeOwn(model, item), managed, mark);

  const printer = createPrinter(model.name);
  const condition = conditionInput(printer, [
    ...(expected === undefined ? [] : [...versionConditions(model, expected), liveCondition(model, context.now)]),
    bindWhere(model, description.where),
  ]);
  const written = (): unknown => decodeItem(model, wire, context.readMode);
  const before = (stored: WireItem | undefined): unknown =>
    stored === undefined || !isOwn(model, stored) || isExpired(model, stored, context.now)
      ? undefined
      : decodeItem(model, stored, context.readMode);
  return {
    type: "Put",
    input: {
      TableName: context.tableName(model.table.name),
      Item: wire,
      ...condition,
      ...printer.finish(),
      ...(returning === "old" ? { ReturnValues: "ALL_OLD" } : {}),
      ...capacityInput(context),
    },
    result: (attributes) => (returning === "new" ? written() : returning === "old" ? before(attributes) : undefined),
    failure: (stored) =>
      hasMark(model, stored, mark) && returning !== "old"
        ? { kind: "succeeded", result: returning === "new" ? written() : undefined }
        : {
            kind: "error",
            error: explainFailure({ model, key: keyOf(model, item), verb: "put", context, expected }, stored),
          },
  };
}

function versionIn({ model, item }: PutDescription): number | undefined {
  if (model.version === undefined) return undefined;
  const { attribute } = model.version;
  const version = item[attribute];
  if (typeof version === "number") return version;
  throw new ValidationError({
    entity: model.name,
    issues: [
      {
        path: [attribute],
        code: "missing_version",
        message:
          "is missing: put replaces the version that was read. Put an item that was read, or pass `expected`; use create for a new item, and upsert where either may be",
      },
    ],
  });
}
