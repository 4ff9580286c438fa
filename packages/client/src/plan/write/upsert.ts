import {
  createPrinter,
  IfNotExistsNode,
  LiteralNode,
  PathNode,
  RemoveNode,
  SetNode,
  type UpdateAction,
} from "@keywright/expressions";
import { type AttributeValue, changedKeys, type EntityModel, objectVariants, type WireItem } from "@keywright/schema";
import type { UpsertDescription } from "../../operation/description.ts";
import { bindWhere, liveCondition } from "../condition.ts";
import { capacityInput, type PlanContext } from "../context.ts";
import { decodeItem } from "../read/decode.ts";
import { isExpired } from "../read/identity.ts";
import { encodeAttribute, keyOf, storedKey, storedKeyAttributes } from "../stored-key.ts";
import { conditionInput } from "./conditions.ts";
import { explainFailure, hasMark } from "./failure.ts";
import { keyActions, versionActions } from "./managed-actions.ts";
import { encodeOwn } from "./whole-item.ts";
import type { WriteAction } from "./write-plan.ts";

/** Plans setting attributes of an item that may or may not exist. */
export function planUpsert(description: UpsertDescription, context: PlanContext): WriteAction {
  const { model, item, onExpired } = description;
  const mark = model.version && context.writeMark();
  const { given, defaulted } = splitDefaults(model, item, encodeOwn(model, item));
  const { createdAt, updatedAt } = model.timestamps ?? {};
  if (createdAt !== undefined) defaulted.set(createdAt, encodeAttribute(model, createdAt, context.now));
  if (updatedAt !== undefined) given.set(updatedAt, encodeAttribute(model, updatedAt, context.now));
  const removed = otherVariants(model, item);

  const plan = changedKeys(model, {
    key: storedKeyAttributes(model, item),
    set: given,
    removed: new Set(removed),
    known: new Map(),
    computed: new Set(),
    ifAbsent: defaulted,
    mayCreate: true,
  });
  const pathOf = (name: string): PathNode => PathNode([model.attributes.get(name)?.storedName ?? name]);
  const actions: UpdateAction[] = [
    ...[...given].map(([name, value]) => SetNode(pathOf(name), LiteralNode(value))),
    ...[...defaulted].map(([name, value]) => SetNode(pathOf(name), IfNotExistsNode(pathOf(name), LiteralNode(value)))),
    ...removed.map((name) => RemoveNode(pathOf(name))),
    ...keyActions(plan),
    ...versionActions(model, mark),
  ];
  if (model.typeAttribute) {
    actions.push(SetNode(PathNode([model.typeAttribute.name]), LiteralNode({ S: model.typeAttribute.value })));
  }
  const printer = createPrinter(model.name);
  const update = printer.update(actions.filter((action) => !isTableKey(model, action)));
  const condition = conditionInput(printer, [liveCondition(model, context.now), bindWhere(model, description.where)]);
  const decode = (attributes: WireItem | undefined): unknown =>
    attributes && decodeItem(model, attributes, context.readMode);
  return {
    type: "Update",
    input: {
      TableName: context.tableName(model.table.name),
      Key: storedKey(model, item),
      ...(update === undefined ? {} : { UpdateExpression: update }),
      ...condition,
      ...printer.finish(),
      ReturnValues: "ALL_NEW",
      ...capacityInput(context),
    },
    result: decode,
    failure(stored) {
      if (hasMark(model, stored, mark)) return { kind: "succeeded", result: decode(stored) };
      if (onExpired === "replace" && stored !== undefined && isExpired(model, stored, context.now)) {
        return { kind: "instead", description: { verb: "create", model, item } };
      }
      return {
        kind: "error",
        error: explainFailure({ model, key: keyOf(model, item), verb: "upsert", context }, stored),
      };
    },
  };
}

/** Tells what the caller wrote from what the schema filled in. */
function splitDefaults(
  model: EntityModel,
  item: Readonly<Record<string, unknown>>,
  own: WireItem,
): { readonly given: Map<string, AttributeValue>; readonly defaulted: Map<string, AttributeValue> } {
  const given = new Map<string, AttributeValue>();
  const defaulted = new Map<string, AttributeValue>();
  for (const { name, storedName } of model.attributes.values()) {
    const value = own[storedName];
    if (value !== undefined) (item[name] === undefined ? defaulted : given).set(name, value);
  }
  return { given, defaulted };
}

// An item of another variant may be stored: what only that one has must go.
function otherVariants(model: EntityModel, item: Readonly<Record<string, unknown>>): readonly string[] {
  const { discriminator } = model;
  if (discriminator === undefined) return [];
  const tag = { [discriminator]: item[discriminator] };
  const own = objectVariants(model.root).find((variant) => hasTag(variant, discriminator, tag[discriminator]));
  return [...model.attributes.values()]
    .filter(({ name, managed }) => managed === undefined && !own?.properties.has(name))
    .map(({ name }) => name);
}

function hasTag(variant: ReturnType<typeof objectVariants>[number], discriminator: string, tag: unknown): boolean {
  const property = variant.properties.get(discriminator);
  return property !== undefined && "values" in property && (property.values as readonly unknown[]).includes(tag);
}

function isTableKey(model: EntityModel, action: UpdateAction): boolean {
  const [name] = action.path.steps;
  return name === model.table.partitionKey.name || name === model.table.sortKey?.name;
}
