import {
  changesToActions,
  createPrinter,
  LiteralNode,
  PathNode,
  type PlannedChanges,
  referencesOf,
  SetNode,
  type UpdateAction,
} from "@keywright/expressions";
import { changedKeys, type EntityModel, type Issue, ValidationError, type WireItem } from "@keywright/schema";
import type { UpdateDescription } from "../../operation/description.ts";
import {
  bindWhere,
  expectedVersion,
  itemExists,
  knownConditions,
  liveCondition,
  versionConditions,
} from "../condition.ts";
import { capacityInput, type PlanContext } from "../context.ts";
import { decodeItem } from "../read/decode.ts";
import { encodeAttribute, keyAttributeNames, keyOf, storedKey, storedKeyAttributes } from "../stored-key.ts";
import { conditionInput } from "./conditions.ts";
import { explainFailure, hasMark } from "./failure.ts";
import { keyActions, versionActions } from "./managed-actions.ts";
import { storedName } from "./whole-item.ts";
import type { WriteAction } from "./write-plan.ts";

const returnValues = { new: "ALL_NEW", old: "ALL_OLD", changed: "UPDATED_NEW", none: "NONE" } as const;

/** Plans changing attributes of an item that exists. */
export function planUpdate(description: UpdateDescription, context: PlanContext): WriteAction {
  const { model, key, known, returning } = description;
  const changes = planChanges(description);
  const touched = touchedActions(model, context);
  const expected = expectedVersion(model, description.expected);
  const mark = model.version && context.writeMark();
  const knownStored = new Map(
    Object.entries(known).map(([name, value]) => [
      name,
      value === undefined ? undefined : encodeAttribute(model, name, value),
    ]),
  );
  const keys = changedKeys(model, {
    key: storedKeyAttributes(model, key),
    set: new Map([...changes.set, ...touched]),
    removed: changes.removed,
    known: knownStored,
    computed: changes.computed,
    ifAbsent: new Map(),
    mayCreate: false,
  });
  const actions: readonly UpdateAction[] = [
    ...changes.actions,
    ...[...touched].map(([name, value]) => SetNode(PathNode([storedName(model, name)]), LiteralNode(value))),
    ...keyActions(keys),
    ...versionActions(model, mark),
  ];

  const printer = createPrinter(model.name);
  const update = printer.update(actions);
  const condition = conditionInput(printer, [
    // A version that is equal is there, and so is its item.
    ...(expected === undefined ? [itemExists(model)] : versionConditions(model, expected)),
    liveCondition(model, context.now),
    ...changes.conditions,
    ...knownConditions(model, known),
    bindWhere(model, description.where),
  ]);
  const decode = (attributes: WireItem | undefined): unknown => {
    if (returning === "none") return undefined;
    const item = attributes ?? {};
    if (returning !== "changed") return decodeItem(model, item, context.readMode);
    const names = [...model.attributes.values()]
      .filter((a) => Object.hasOwn(item, a.storedName))
      .map(({ name }) => name);
    return decodeItem(model, item, context.readMode, { attributes: names, templates: [] });
  };
  return {
    type: "Update",
    input: {
      TableName: context.tableName(model.table.name),
      Key: storedKey(model, key),
      ...(update === undefined ? {} : { UpdateExpression: update }),
      ...condition,
      ...printer.finish(),
      ...(returning === "none" ? {} : { ReturnValues: returnValues[returning] }),
      ...capacityInput(context),
    },
    result: decode,
    failure: (stored) =>
      hasMark(model, stored, mark) && (returning === "new" || returning === "none")
        ? { kind: "succeeded", result: decode(stored) }
        : {
            kind: "error",
            error: explainFailure(
              { model, key: keyOf(model, key), verb: "update", context, expected, mustExist: true },
              stored,
            ),
          },
  };
}

function planChanges({ model, changes }: UpdateDescription): PlannedChanges {
  if (typeof changes === "function") {
    const actions: unknown = changes(referencesOf(model) as never);
    if (!Array.isArray(actions))
      throw refuse(model, [
        { path: [], code: "invalid_update", message: "the callback of update must return a list of set(...)" },
      ]);
    return checked(model, changesToActions(model, actions.filter(Boolean)));
  }
  if (typeof changes !== "object" || changes === null) {
    throw refuse(model, [
      {
        path: [],
        code: "invalid_update",
        message: "update takes an object of changes, or a callback that returns a list of set(...)",
      },
    ]);
  }
  return checked(model, changesToActions(model, changes));
}

// What no update may write: an item would become another one, or one that its schema does not allow.
function checked(model: EntityModel, planned: PlannedChanges): PlannedChanges {
  const written = new Set([...planned.set.keys(), ...planned.removed, ...planned.computed]);
  const issues: Issue[] = keyAttributeNames(model)
    .filter((name) => written.has(name))
    .map((name) => ({
      path: [name],
      code: "key_attribute",
      message: "is part of the primary key, which no update can change. Write a new item and delete this one",
    }));
  if (model.discriminator !== undefined && written.has(model.discriminator)) {
    issues.push({
      path: [model.discriminator],
      code: "discriminator",
      message:
        "tells the variants of the item apart: changing it alone would leave attributes of the other variant. Put the whole item",
    });
  }
  if (issues.length > 0) throw refuse(model, issues);
  return planned;
}

function touchedActions(
  model: EntityModel,
  context: PlanContext,
): ReadonlyMap<string, ReturnType<typeof encodeAttribute>> {
  const updatedAt = model.timestamps?.updatedAt;
  return new Map(updatedAt === undefined ? [] : [[updatedAt, encodeAttribute(model, updatedAt, context.now)]]);
}

function refuse(model: EntityModel, issues: readonly Issue[]): ValidationError {
  return new ValidationError({ entity: model.name, issues });
}
