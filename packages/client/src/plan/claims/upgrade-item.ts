import { createPrinter } from "@keywright/expressions";
import { type EntityModel, shapeNumber, upgradeItem, type WireItem } from "@keywright/schema";
import { itemExists } from "../condition.ts";
import { conditionInput } from "../condition-input.ts";
import { capacityInput, type PlanContext } from "../context.ts";
import { own } from "../own.ts";
import { decodeItem, rawKey } from "../read/decode.ts";
import { tableKeyOf } from "../stored-key.ts";
import { changesBetween, unchanged } from "../write/changes-between.ts";
import { explainFailure, hasMark } from "../write/failure.ts";
import { encodeOwn, keysOf } from "../write/whole-item.ts";
import type { Failure, WriteAction, WritePlan } from "../write/write-plan.ts";
import { valuesOfStored } from "./values.ts";
import { withClaims } from "./with-claims.ts";

/**
 * Plans writing a stored item of an earlier shape in that of today, on condition that it still is what was read. Where it
 * is not, what is there then is upgraded, as often as `attempts` says.
 *
 * @throws ReadError where a step throws, or its result does not fit the schema
 * @throws ValidationError where the schema refuses to write what it reads, or an attribute cannot be part of an index key
 */
export function planUpgrade(model: EntityModel, stored: WireItem, context: PlanContext, attempts = 3): WritePlan {
  const before = valuesOfStored(model, stored);
  const claimant = { model, key: rawKey(model, stored), verb: "upgradeItems", owner: tableKeyOf(model, stored) };
  return withClaims((at) => {
    const { action, after } = upgradeAction(model, stored, at, attempts);
    return { action, claimant, before, after: valuesOfStored(model, after) };
  }, context);
}

function upgradeAction(
  model: EntityModel,
  stored: WireItem,
  context: PlanContext,
  attempts: number,
): { readonly action: WriteAction; readonly after: WireItem } {
  const upgraded = upgradeItem(model, stored);
  // What the schema fills in is stored as well, as a put of the item that was read would store it.
  const filled = { ...upgraded, ...encodeOwn(model, decodeItem(model, upgraded, context.readMode)) };
  const mark = model.version && context.writeMark();
  const after = complete(model, filled, mark);
  const actions = changesBetween(stored, after, tableKeyOf(model, stored));

  const printer = createPrinter(model.name);
  const update = printer.update(actions);
  const condition = conditionInput(printer, [itemExists(model), ...unchanged(model, stored)]);
  const failure = (now: WireItem | undefined): Failure => {
    // Deleted, or written in the shape of today, by this request or by another one: nothing is left to do.
    if (now === undefined || hasMark(model, now, mark) || isCurrent(model, now)) {
      return { kind: "succeeded", result: undefined };
    }
    const error = explainFailure({ model, key: rawKey(model, stored), verb: "upgradeItems", context }, now);
    if (attempts > 1) return { kind: "instead", error, plan: (later) => planUpgrade(model, now, later, attempts - 1) };
    return { kind: "error", error };
  };
  const action: WriteAction = {
    type: "Update",
    repeatable: true,
    changes: actions,
    input: {
      TableName: context.tableName(model.table.name),
      Key: tableKeyOf(model, stored),
      ...(update === undefined ? {} : { UpdateExpression: update }),
      ...condition,
      ...printer.finish(),
      ...capacityInput(context),
    },
    result: () => undefined,
    failure,
  };
  return { action, after };
}

/** Whether a stored item needs no upgrade. One that a newer version of the program wrote is left alone. */
export function isCurrent(model: EntityModel, stored: WireItem): boolean {
  return (shapeNumber(model, stored) ?? 0) >= (model.upgrade?.steps.length ?? 0);
}

/** The upgraded item with what every write adds: the next version, type attributes, index keys. */
function complete(model: EntityModel, upgraded: WireItem, mark: string | undefined): WireItem {
  const item: WireItem = { ...upgraded };
  if (model.version && mark !== undefined) {
    const version = own(upgraded, model.version.attribute);
    item[model.version.attribute] = { N: String(Number(version && "N" in version ? version.N : 0) + 1) };
    item[model.version.mark] = { S: mark };
  }
  for (const { name, value } of model.typeAttributes) item[name] = { S: value };
  const keys = keysOf(model, item);
  for (const { partition, sort } of model.indexes.values()) {
    for (const { keyAttribute } of [...partition, ...sort]) {
      const value = own(keys, keyAttribute.name);
      if (value === undefined) delete item[keyAttribute.name];
      else item[keyAttribute.name] = value;
    }
  }
  return item;
}
