import { type ConditionNode, createPrinter } from "@keywright/expressions";
import type { AttributeValue, EntityModel, WireItem } from "@keywright/schema";
import type { MoveDescription } from "../../operation/description.ts";
import { checkAttributes } from "../check-input.ts";
import { bindWhere, knownConditions, presentConditions } from "../condition.ts";
import { conditionInput } from "../condition-input.ts";
import { capacityInput, type PlanContext } from "../context.ts";
import { type ExpectedVersion, expectedVersion } from "../expected-version.ts";
import { own } from "../own.ts";
import { refusePartial } from "../partial-mark.ts";
import { refuse } from "../refuse.ts";
import { sameValue } from "../same-value.ts";
import { encodeAttribute, keyAttributeNames, keyOf, type StoredKey, storedKey } from "../stored-key.ts";
import { shapeCondition } from "../stored-shape.ts";
import { unknownOf } from "../unknown-attributes.ts";
import { planCreate } from "../write/create.ts";
import { explainFailure } from "../write/failure.ts";
import { encodeOwn } from "../write/whole-item.ts";
import type { WriteAction, WritePlan } from "../write/write-plan.ts";
import { valuesOfItem, valuesOfStored } from "./values.ts";
import { withClaims } from "./with-claims.ts";

/** Plans moving an item to another primary key: a deletion of what was read, and a new item, in one transaction. */
export function planMove(description: MoveDescription, context: PlanContext): WritePlan {
  const { model, item, changes } = description;
  checkAttributes(model, "the item", item);
  checkAttributes(model, "changes", changes);
  refusePartial(model, "move", item);
  checkChanges(model, changes);
  const from = storedKey(model, item);
  const moved = { ...item, ...changes };
  if (sameKey(from, storedKey(model, moved))) {
    const names = keyAttributeNames(model).join(", ");
    throw refuse(model, [], "same_key", `is under this key already: change one of ${names}, or use update`);
  }
  const expected = expectedVersion(model, model.version && item);
  const createdAt = (model.timestamps?.createdAt && own(item, model.timestamps.createdAt)) ?? context.now;
  const version = (expected?.version ?? 0) + 1;
  const unknown = (): WireItem | undefined => unknownOf(model, item, from.item);
  const before = valuesOfItem(model, "move", item);
  const to = storedKey(model, moved).item;
  const claimant = { model, key: keyOf(model, moved), verb: "move", owner: to, formerOwner: from.item };
  return withClaims((at) => {
    const action = planCreate({ verb: "create", model, item: moved }, at, { version, createdAt, unknown });
    const after = valuesOfStored(model, action.input.Item as WireItem);
    return { action, others: [planLeave(description, from, expected, at)], claimant, before, after };
  }, context);
}

function checkChanges(model: EntityModel, changes: MoveDescription["changes"]): void {
  const missing = Object.keys(changes).find((name) => changes[name] === undefined);
  if (missing === undefined) return;
  throw refuse(model, [missing], "undefined", "is undefined: move takes new values. Remove attributes with update");
}

function sameKey(a: StoredKey, b: StoredKey): boolean {
  return Object.keys(a.item).every((name) => sameValue(a.item[name], b.item[name]));
}

/** Deletes the item under its old key, if it still is what was read. */
function planLeave(
  { model, item, where }: MoveDescription,
  key: StoredKey,
  expected: ExpectedVersion | undefined,
  context: PlanContext,
): WriteAction {
  const printer = createPrinter(model.name);
  const bound = bindWhere(model, where);
  const shape = bound || expected === undefined ? "current" : "replaceable";
  const condition = conditionInput(printer, [
    ...presentConditions(model, expected, context.now),
    shapeCondition(model, shape),
    ...(expected === undefined ? unchangedConditions(model, item, key) : []),
    bound,
  ]);
  const failed = { model, key: keyOf(model, item), verb: "move", context, expected, mustExist: true, shape } as const;
  return {
    type: "Delete",
    repeatable: false,
    input: {
      TableName: context.tableName(model.table.name),
      Key: key.item,
      ...condition,
      ...printer.finish(),
      ...capacityInput(context),
    },
    result: () => undefined,
    failure: (stored) => ({ kind: "error", error: explainFailure(failed, stored) }),
  };
}

/** Without a version, that nobody wrote the item since it was read shows in its attributes alone. */
function unchangedConditions(
  model: EntityModel,
  item: MoveDescription["item"],
  key: StoredKey,
): readonly ConditionNode[] {
  const encoded = encodeOwn(model, item);
  const read = new Map<string, AttributeValue | undefined>();
  for (const { name, storedName, managed } of model.attributes.values()) {
    if (key.attributes.has(name)) continue;
    const value = own(item, name);
    if (managed === undefined) read.set(name, own(encoded, storedName));
    else if (value !== undefined) read.set(name, encodeAttribute(model, name, value));
  }
  return knownConditions(model, read);
}
