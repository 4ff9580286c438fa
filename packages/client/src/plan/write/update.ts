import type { UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import { type ConditionNode, createPrinter, type UpdateAction } from "@keywright/expressions";
import { type AttributeValue, changedKeys, type EntityModel, type WireItem } from "@keywright/schema";
import type { UpdateDescription } from "../../operation/description.ts";
import { checkAttributes, checkChoice, checkReturning } from "../check-input.ts";
import { bindWhere, knownConditions, presentConditions, unmarkedCondition } from "../condition.ts";
import { addExpressions, conjunction } from "../condition-input.ts";
import { addCapacity, type PlanContext } from "../context.ts";
import { type ExpectedVersion, expectedVersion } from "../expected-version.ts";
import { own } from "../own.ts";
import { decodeItem } from "../read/decode.ts";
import { encodeAttribute, keyOf, storedKey } from "../stored-key.ts";
import { shapeCondition } from "../stored-shape.ts";
import { explainFailure, hasMark, lostAnswer } from "./failure.ts";
import { keyActions, setActions, versionActions } from "./managed-actions.ts";
import { isRepeatable } from "./repeatable.ts";
import { planChanges } from "./update-changes.ts";
import type { WriteAction } from "./write-plan.ts";

/** Plans changing attributes of an item that exists. `demanded` is further conditions on what is stored. */
export function planUpdate(
  description: UpdateDescription,
  context: PlanContext,
  demanded: readonly ConditionNode[] = [],
): WriteAction {
  const { model, returning } = description;
  checkChoice(model, "returning", returning, returnings);
  if (description.exactlyOnce) checkReturning(model, returning, ["none"]);
  const key = storedKey(model, description.key);
  const changes = planChanges(description);
  const touched = touchedAttributes(model, context.now);
  const known = storedKnown(model, description.known);
  const expected = expectedVersion(model, description.expected);
  const mark = model.version && context.writeMark();
  const version = nextVersion(model, expected);
  const keys = changedKeys(model, {
    key: key.attributes,
    set: touched.size + version.set.size === 0 ? changes.set : new Map([...changes.set, ...touched, ...version.set]),
    removed: changes.removed,
    known,
    computed: version.computed.size === 0 ? changes.computed : new Set([...changes.computed, ...version.computed]),
    ifAbsent: nothing,
    mayCreate: false,
  });
  const written = changes.actions.concat(setActions(model, touched), keyActions(keys));
  const actions = model.version === undefined ? written : written.concat(versionActions(model, mark));

  const printer = createPrinter(model.name);
  const update = printer.update(actions);
  const conditions = [...presentConditions(model, expected, context.now)];
  // The version that is expected would not be there any more.
  if (expected === undefined) conditions.push(unmarkedCondition(model, mark));
  conditions.push(shapeCondition(model, "current"));
  for (const condition of changes.conditions) conditions.push(condition);
  for (const condition of knownConditions(model, known)) conditions.push(condition);
  for (const condition of demanded) conditions.push(condition);
  conditions.push(bindWhere(model, description.where));
  const condition = conjunction(conditions);
  const input: UpdateItemCommandInput = { TableName: context.tableName(model.table.name), Key: key.item };
  if (update !== undefined) input.UpdateExpression = update;
  addExpressions(input, printer, condition);
  if (returning !== "none") input.ReturnValues = returnValues(returning, actions);
  addCapacity(input, context);
  const decode = (attributes: WireItem | undefined): unknown => {
    if (returning === "none") return undefined;
    if (returning === "changed") return decodeChanged(model, attributes ?? {}, actions, context);
    return decodeItem(model, attributes ?? {}, context.readMode);
  };
  return {
    type: "Update",
    // By the mark alone it would not know itself after somebody else's write.
    repeatable: (mark !== undefined && expected !== undefined) || (returning !== "old" && isRepeatable(written)),
    changes: actions,
    input,
    result: decode,
    failure(stored) {
      if (hasMark(model, stored, mark)) {
        return returning === "old" ? lostAnswer(model, "update") : { kind: "succeeded", result: decode(stored) };
      }
      const subject = { model, key: keyOf(model, description.key), verb: "update", context } as const;
      const error = explainFailure({ ...subject, expected, mustExist: true, shape: "current" }, stored);
      return { kind: "error", error };
    },
  };
}

const returnings = ["new", "old", "changed", "none"] as const;

// What most updates have none of is not made for each of them.
const nothing: ReadonlyMap<string, AttributeValue> = new Map();
const nobody: ReadonlySet<string> = new Set();

function touchedAttributes(model: EntityModel, now: Date): ReadonlyMap<string, AttributeValue> {
  const updatedAt = model.timestamps?.updatedAt;
  return updatedAt === undefined ? nothing : new Map([[updatedAt, encodeAttribute(model, updatedAt, now)]]);
}

/** The version that the update writes, for keys that are made of it: what it is only the condition on the stored one can tell. */
function nextVersion(
  model: EntityModel,
  expected: ExpectedVersion | undefined,
): { readonly set: ReadonlyMap<string, AttributeValue>; readonly computed: ReadonlySet<string> } {
  if (model.version === undefined) return { set: nothing, computed: nobody };
  const { attribute } = model.version;
  if (expected === undefined) return { set: nothing, computed: new Set([attribute]) };
  return { set: new Map([[attribute, { N: String(expected.version + 1) }]]), computed: nobody };
}

function storedKnown(
  model: EntityModel,
  known: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, AttributeValue | undefined> {
  checkAttributes(model, "known", known);
  const names = Object.keys(known);
  if (names.length === 0) return nothing;
  const encode = (name: string): AttributeValue | undefined => {
    const value = known[name];
    return value === undefined && model.attributes.has(name) ? undefined : encodeAttribute(model, name, value);
  };
  return new Map(names.map((name) => [name, encode(name)]));
}

type ReturnValues = "ALL_NEW" | "ALL_OLD" | "UPDATED_NEW";

function returnValues(returning: "new" | "old" | "changed", actions: readonly UpdateAction[]): ReturnValues {
  if (returning === "old") return "ALL_OLD";
  // Of a change inside an attribute UPDATED_NEW gives that part alone, which is no value of the attribute.
  const whole = returning === "changed" && actions.every(({ path }) => path.steps.length === 1);
  return whole ? "UPDATED_NEW" : "ALL_NEW";
}

/** The attributes that the update wrote, as they are now. */
function decodeChanged(
  model: EntityModel,
  stored: WireItem,
  actions: readonly UpdateAction[],
  context: PlanContext,
): Record<string, unknown> {
  const written = new Set(actions.map(({ path }) => path.steps[0]));
  const attributes = [...model.attributes.values()]
    .filter(({ storedName }) => written.has(storedName) && own(stored, storedName) !== undefined)
    .map(({ name }) => name);
  return decodeItem(model, stored, context.readMode, { attributes, templates: [], discriminated: false, whole: false });
}
