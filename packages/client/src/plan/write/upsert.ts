import { createPrinter, PathNode, RemoveNode, type UpdateAction } from "@keywright/expressions";
import { type AttributeValue, changedKeys, type EntityModel, type WireItem } from "@keywright/schema";
import type { UpsertDescription } from "../../operation/description.ts";
import { checkAttributes, checkChoice } from "../check-input.ts";
import { bindWhere, liveCondition, unmarkedCondition } from "../condition.ts";
import { conditionInput } from "../condition-input.ts";
import { capacityInput, type PlanContext } from "../context.ts";
import { own } from "../own.ts";
import { decodeItem } from "../read/decode.ts";
import { isExpired } from "../read/identity.ts";
import { refuse } from "../refuse.ts";
import { encodeAttribute, keyAttributeNames, keyOf, storedKey, storedName } from "../stored-key.ts";
import { shapeCondition } from "../stored-shape.ts";
import { planCreate } from "./create.ts";
import { explainFailure, hasMark } from "./failure.ts";
import { keyActions, setActions, setIfAbsentActions, shapeActions, versionActions } from "./managed-actions.ts";
import { compatibleCondition, type Variant, variantOf } from "./variants.ts";
import { encodeOwn } from "./whole-item.ts";
import { type Failure, singleWrite, type WriteAction } from "./write-plan.ts";

type Values = Readonly<Record<string, unknown>>;

/** Plans setting attributes of an item that may or may not exist. */
export function planUpsert(description: UpsertDescription, context: PlanContext): WriteAction {
  const { model, item, onExpired } = description;
  checkAttributes(model, "the item", item);
  checkChoice(model, "onExpired", onExpired, ["replace", "throw"]);
  checkKey(model);
  const mark = model.version && context.writeMark();
  const { given, defaulted } = splitDefaults(model, item, encodeOwn(model, item));
  const { createdAt, updatedAt } = model.timestamps ?? {};
  if (createdAt !== undefined) defaulted.set(createdAt, encodeAttribute(model, createdAt, context.now));
  if (updatedAt !== undefined) given.set(updatedAt, encodeAttribute(model, updatedAt, context.now));
  const key = storedKey(model, item);
  const variant = variantOf(model, item);
  const removed = variant ? attributesOfOthers(model, variant) : [];
  const keys = changedKeys(model, {
    key: key.attributes,
    // The key is what it was: attributes of it count as known, and do not ask for the others of a template.
    set: without(given, key.attributes),
    removed: new Set(removed),
    known: new Map(),
    computed: new Set(model.version && [model.version.attribute]),
    ifAbsent: defaulted,
    mayCreate: true,
  });
  const actions: readonly UpdateAction[] = [
    ...setActions(model, given),
    ...setIfAbsentActions(model, defaulted),
    ...removed.map((name) => RemoveNode(PathNode([storedName(model, name)]))),
    ...keyActions(keys),
    ...versionActions(model, mark),
    ...shapeActions(model),
    ...setActions(model, new Map(model.typeAttributes.map(({ name, value }) => [name, { S: value }]))),
  ];

  const printer = createPrinter(model.name);
  const changes = actions.filter((action) => !isTableKey(model, action));
  const update = printer.update(changes);
  const condition = conditionInput(printer, [
    liveCondition(model, context.now),
    unmarkedCondition(model, mark),
    shapeCondition(model, "currentOrAbsent"),
    variant && compatibleCondition(model, variant, given),
    bindWhere(model, description.where),
  ]);
  const decode = (attributes: WireItem | undefined): unknown =>
    attributes && decodeItem(model, attributes, context.readMode);
  return {
    type: "Update",
    repeatable: true,
    changes,
    input: {
      TableName: context.tableName(model.table.name),
      Key: key.item,
      ...(update === undefined ? {} : { UpdateExpression: update }),
      ...condition,
      ...printer.finish(),
      ReturnValues: "ALL_NEW",
      ...capacityInput(context),
    },
    result: decode,
    failure(stored) {
      if (hasMark(model, stored, mark)) return { kind: "succeeded", result: decode(stored) };
      const error = explainFailure(
        { model, key: keyOf(model, item), verb: "upsert", context, shape: "currentOrAbsent" },
        stored,
      );
      const expired = stored !== undefined && isExpired(model, stored, context.now);
      // A condition cannot be asked of the nothing that an expired item stands for.
      if (expired && onExpired === "replace" && description.where === undefined) {
        return { kind: "instead", error, plan: (later) => singleWrite(replaceExpired(description, later), later) };
      }
      return { kind: "error", error };
    },
  };
}

// Whether the item is there could not be told by a key that is made of the time of writing it.
function checkKey(model: EntityModel): void {
  const createdAt = model.timestamps?.createdAt;
  if (createdAt === undefined || !keyAttributeNames(model).includes(createdAt)) return;
  const message =
    "is part of the primary key, and the time that a new item gets: use create for a new item, and update for one that is there";
  throw refuse(model, [createdAt], "key_attribute", message);
}

/** Writes the item anew over one that has expired. Where somebody else was first there is an item to update again. */
function replaceExpired(description: UpsertDescription, context: PlanContext): WriteAction {
  const { model, item } = description;
  const create = planCreate({ verb: "create", model, item }, context);
  const failure = (stored: WireItem | undefined): Failure => {
    const outcome = create.failure(stored);
    if (outcome.kind !== "error") return outcome;
    const again: UpsertDescription = { ...description, onExpired: "throw" };
    return { kind: "instead", error: outcome.error, plan: (later) => singleWrite(planUpsert(again, later), later) };
  };
  return { ...create, failure };
}

/** Tells what the caller wrote from what the schema filled in. */
function splitDefaults(
  model: EntityModel,
  item: Values,
  encoded: WireItem,
): { readonly given: Map<string, AttributeValue>; readonly defaulted: Map<string, AttributeValue> } {
  const given = new Map<string, AttributeValue>();
  const defaulted = new Map<string, AttributeValue>();
  for (const [name, { storedName: stored }] of model.attributes) {
    const value = own(encoded, stored);
    if (value !== undefined) (own(item, name) === undefined ? defaulted : given).set(name, value);
  }
  return { given, defaulted };
}

// An item of another variant may be stored: what only that one has must go.
function attributesOfOthers(model: EntityModel, { properties }: Variant): readonly string[] {
  return [...model.attributes.values()]
    .filter(({ name, managed }) => managed === undefined && !properties.has(name))
    .map(({ name }) => name);
}

function isTableKey(model: EntityModel, action: UpdateAction): boolean {
  const [name] = action.path.steps;
  return name === model.table.partitionKey.name || name === model.table.sortKey?.name;
}

function without<V>(values: ReadonlyMap<string, V>, names: ReadonlyMap<string, unknown>): ReadonlyMap<string, V> {
  return new Map([...values].filter(([name]) => !names.has(name)));
}
