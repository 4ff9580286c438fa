import type { PutItemCommandInput } from "@aws-sdk/client-dynamodb";
import { type ConditionNode, createPrinter } from "@keywright/expressions";
import type { WireItem } from "@keywright/schema";
import type { PutDescription } from "../../operation/description.ts";
import { checkAttributes, checkChoice, checkReturning } from "../check-input.ts";
import { bindWhere, liveCondition, presentConditions } from "../condition.ts";
import { addExpressions, conjunction } from "../condition-input.ts";
import { addCapacity, type PlanContext } from "../context.ts";
import { type ExpectedVersion, expectedVersion } from "../expected-version.ts";
import { own } from "../own.ts";
import { refusePartial } from "../partial-mark.ts";
import { decodeItem } from "../read/decode.ts";
import { isExpired, isOwn } from "../read/identity.ts";
import { refuse } from "../refuse.ts";
import { keyOf, tableKeyOf } from "../stored-key.ts";
import { shapeCondition } from "../stored-shape.ts";
import { unknownOf } from "../unknown-attributes.ts";
import { explainFailure, hasMark, lostAnswer } from "./failure.ts";
import { checkItemSize } from "./limits.ts";
import { wholeItem, withUnknown } from "./whole-item.ts";
import type { PutAction } from "./write-plan.ts";

/**
 * Plans replacing an item, or writing it where there is none. Of a versioned entity it must be there, in the version that was
 * read. `demanded` is further conditions on what is stored.
 */
export function planPut(
  description: PutDescription,
  context: PlanContext,
  demanded: readonly ConditionNode[] = [],
): PutAction {
  const { model, item, returning } = description;
  checkAttributes(model, "the item", item);
  refusePartial(model, "put", item);
  checkChoice(model, "returning", returning, returnings);
  if (description.exactlyOnce) checkReturning(model, returning, ["new", "none"]);
  const expected = expectedOf(description);
  const mark = model.version && context.writeMark();
  const createdAt = (model.timestamps?.createdAt && own(item, model.timestamps.createdAt)) ?? context.now;
  const version = expected && expected.version + 1;
  const whole = wholeItem(model, item, { version, mark, createdAt, updatedAt: context.now });
  const key = tableKeyOf(model, whole);
  const stored = withUnknown(unknownOf(model, item, key), whole);
  checkItemSize(model, stored);

  const where = bindWhere(model, description.where);
  // What has expired does not exist, so no condition is true of it.
  const live = where && liveCondition(model, context.now);
  const shape = where ? "currentOrAbsent" : "replaceable";
  const condition = conjunction([
    ...(expected === undefined ? [live] : presentConditions(model, expected, context.now)),
    shapeCondition(model, shape),
    ...demanded,
    where,
  ]);
  const input: PutItemCommandInput = { TableName: context.tableName(model.table.name), Item: stored };
  if (condition !== undefined) addExpressions(input, createPrinter(model.name), condition);
  if (returning === "old") input.ReturnValues = "ALL_OLD";
  addCapacity(input, context);
  const written = (): unknown => (returning === "new" ? decodeItem(model, stored, context.readMode) : undefined);
  const before = (found: WireItem | undefined): unknown =>
    found === undefined || !isOwn(model, found) || isExpired(model, found, context.now)
      ? undefined
      : decodeItem(model, found, context.readMode);
  return {
    type: "Put",
    key,
    // What it replaced would be what it wrote itself.
    repeatable: returning !== "old" || mark !== undefined,
    input,
    result: (attributes) => (returning === "old" ? before(attributes) : written()),
    failure(found) {
      if (hasMark(model, found, mark)) {
        return returning === "old" ? lostAnswer(model, "put") : { kind: "succeeded", result: written() };
      }
      const failed = { model, key: keyOf(model, item), verb: "put", context, expected, shape } as const;
      return { kind: "error", error: explainFailure(failed, found) };
    },
  };
}

const returnings = ["new", "old", "none"] as const;

/** The version to replace: the one that is expected, or that the item itself carries from being read. */
function expectedOf({ model, item, expected }: PutDescription): ExpectedVersion | undefined {
  if (expected !== undefined || model.version === undefined) return expectedVersion(model, expected);
  const { attribute } = model.version;
  if (typeof own(item, attribute) === "number") return expectedVersion(model, item);
  throw refuse(
    model,
    [attribute],
    "missing_version",
    "is missing: put replaces the version that was read. Put an item that was read, or pass `expected`; use create for a new item, and upsert where either may be",
  );
}
