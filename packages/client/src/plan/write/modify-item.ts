import type { UpdateAction } from "@keywright/expressions";
import { type EntityModel, LimitError, upgradeItem, type WireItem } from "@keywright/schema";
import type { ItemKey } from "../../error/entity-error.ts";
import { ShapeMismatchError } from "../../error/shape-mismatch-error.ts";
import { itemExists, liveCondition } from "../condition.ts";
import type { PlanContext } from "../context.ts";
import type { ExpectedVersion } from "../expected-version.ts";
import { own } from "../own.ts";
import { printedUpdate } from "../printed-update.ts";
import { decodeItem } from "../read/decode.ts";
import { refuse } from "../refuse.ts";
import { sameValue } from "../same-value.ts";
import { keyAttributeNames, storedKey, tableKeyOf } from "../stored-key.ts";
import { shapeMismatch } from "../stored-shape.ts";
import { unknownOf } from "../unknown-attributes.ts";
import { smallChangesBetween, unchanged } from "./changes-between.ts";
import { explainFailure, hasMark } from "./failure.ts";
import { checkItemSize } from "./limits.ts";
import { withUnseen } from "./unseen.ts";
import { wholeItem, withUnknown } from "./whole-item.ts";
import type { WriteAction, WriteRequest } from "./write-plan.ts";

type Values = Readonly<Record<string, unknown>>;

/** An item that was read and shall be another one. */
export interface Modification {
  readonly model: EntityModel;
  /** The key that it was read by, for errors. */
  readonly key: ItemKey;
  /** As it is stored. */
  readonly stored: WireItem;
  /** As the program saw it. */
  readonly item: Values;
  /** What the schema would write of that. */
  readonly before: WireItem | undefined;
  /** As the program wants it. */
  readonly changed: Values;
}

interface PlannedModification {
  readonly action: WriteAction;
  /** What will be stored. */
  readonly after: WireItem;
}

/**
 * Plans storing a changed item where the one that was read still is: an update of what is different.
 *
 * @throws ValidationError where the schema refuses it, or its key is another one
 * @throws LimitError, ShapeMismatchError
 */
export function planModify(modification: Modification, context: PlanContext): PlannedModification {
  const { model, key, stored, item } = modification;
  checkKey(modification);
  const mismatch = shapeMismatch(model, "replaceable", stored);
  if (mismatch) throw new ShapeMismatchError({ entity: model.name, key, verb: "modify", ...mismatch, item });
  const mark = model.version && context.writeMark();
  const after = itemAfter(modification, mark, context);
  checkItemSize(model, after);

  const expected = expectedOf(model, stored);
  const result = (): unknown => decodeItem(model, after, context.readMode);
  const action: WriteAction = {
    ...request(modification, after, context),
    repeatable: true,
    result,
    failure(found) {
      if (hasMark(model, found, mark)) return { kind: "succeeded", result: result() };
      const failed = { model, key, verb: "modify", context, expected, mustExist: true } as const;
      return { kind: "error", error: explainFailure(failed, found) };
    },
  };
  return { action, after };
}

function checkKey({ model, item, changed }: Modification): void {
  const before = storedKey(model, item).item;
  const after = storedKey(model, changed).item;
  if (Object.keys(before).every((name) => sameValue(before[name], after[name]))) return;
  const names = keyAttributeNames(model).join(", ");
  const message = `changes the primary key, which modify leaves as it is: give back an item with the same ${names}, and use move for another key`;
  throw refuse(model, [], "key_attribute", message);
}

/** What a put of the changed item would store, under the key that is there, and what the program did not see in maps. */
function itemAfter(
  { model, stored, item, before, changed }: Modification,
  mark: string | undefined,
  context: PlanContext,
): WireItem {
  const key = tableKeyOf(model, stored);
  const whole = wholeItem(model, changed, {
    version: (expectedOf(model, stored)?.version ?? 0) + 1,
    mark,
    createdAt: (model.timestamps?.createdAt && own(item, model.timestamps.createdAt)) ?? context.now,
    updatedAt: context.now,
  });
  const after = withUnknown(unknownOf(model, item, key), whole);
  return { ...(before ? withUnseen(upgradeItem(model, stored), before, after) : after), ...key };
}

function request({ model, stored }: Modification, after: WireItem, context: PlanContext): WriteRequest {
  const key = tableKeyOf(model, stored);
  const changes = smallChangesBetween(stored, after, key);
  const conditions = [itemExists(model), ...unchanged(model, stored), liveCondition(model, context.now)];
  const expressions = (update: readonly UpdateAction[]) => printedUpdate(model, update, conditions, context);
  try {
    return { type: "Update", changes, input: { Key: key, ...expressions(changes) } };
  } catch (error) {
    if (!LimitError.isInstance(error)) throw error;
    // Too many changes for one update. Its condition alone was within the limits, or fails again.
    return { type: "Put", key, input: { Item: after, ...expressions([]) } };
  }
}

/** The version that was read; `undefined` where another program wrote the item, and gave it none. */
function expectedOf(model: EntityModel, stored: WireItem): ExpectedVersion | undefined {
  const version = model.version && own(stored, model.version.attribute);
  if (model.version === undefined || version === undefined || !("N" in version)) return undefined;
  const mark = own(stored, model.version.mark);
  return { version: Number(version.N), mark: mark !== undefined && "S" in mark ? mark.S : undefined };
}
