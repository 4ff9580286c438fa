import { type ConditionNode, ExistsNode, PathNode } from "@keywright/expressions";
import type { AttributeValue, EntityModel, WireItem } from "@keywright/schema";
import { itemExists } from "../condition.ts";
import type { PlanContext } from "../context.ts";
import { own } from "../own.ts";
import { printedUpdate } from "../printed-update.ts";
import { decodeItem, rawKey } from "../read/decode.ts";
import { isExpired, isOwn } from "../read/identity.ts";
import { tableKeyOf } from "../stored-key.ts";
import { knownNames } from "../unknown-attributes.ts";
import { changesBetween, unchanged } from "../write/changes-between.ts";
import { explainFailure, hasMark } from "../write/failure.ts";
import { checkItemSize } from "../write/limits.ts";
import { withUnseen } from "../write/unseen.ts";
import { encodeOwn, keysOf } from "../write/whole-item.ts";
import type { Failure, WriteAction, WritePlan } from "../write/write-plan.ts";
import { valuesOfStored } from "./values.ts";
import { withClaims } from "./with-claims.ts";

/** What shall become of stored items. */
export interface Rewrite {
  readonly model: EntityModel;
  readonly verb: string;
  /**
   * What shall be stored instead of an item, before defaults, type attributes and index keys; `undefined` where it is right as it is.
   * It decides by the item alone.
   *
   * @throws ReadError, ShapeMismatchError
   */
  wanted(stored: WireItem): WireItem | undefined;
}

/** One attribute of a stored item that a rewrite changes. */
export interface AttributeChange {
  /** Its name in the table. */
  readonly name: string;
  /** As it is stored; not there where the attribute is new. */
  readonly before?: AttributeValue;
  /** As it shall be stored; not there where the attribute is taken away. */
  readonly after?: AttributeValue;
}

export interface PlannedRewrite {
  readonly plan: WritePlan;
  /** What is different, but for version and write mark. */
  readonly changes: readonly AttributeChange[];
}

/**
 * Plans writing a stored item as it shall be, on condition that it still is what was read. Where it is not, what is there then is
 * rewritten, as often as `attempts` says. The plan gives whether this write changed the item: another one may have done it, or
 * deleted it.
 *
 * @returns nothing where the item is as it shall be
 * @throws ReadError, ShapeMismatchError, LimitError
 * @throws ValidationError where the schema refuses to write what it reads, or an attribute cannot be part of an index key
 */
export function planRewrite(
  rewrite: Rewrite,
  stored: WireItem,
  context: PlanContext,
  attempts: number,
): PlannedRewrite | undefined {
  const { model, verb } = rewrite;
  const target = targetOf(rewrite, stored, context);
  const changes = target && attributeChanges(stored, target, tableKeyOf(model, stored));
  if (target === undefined || changes === undefined || changes.length === 0) return undefined;
  const before = valuesOfStored(model, stored);
  const claimant = { model, key: rawKey(model, stored), verb, owner: tableKeyOf(model, stored) };
  const plan = withClaims((at) => {
    const { action, after } = rewriteAction(rewrite, stored, target, at, attempts);
    return { action, claimant, before, after: valuesOfStored(model, after) };
  }, context);
  return { plan, changes };
}

/** What shall be stored, but for version and write mark. */
function targetOf({ model, wanted }: Rewrite, stored: WireItem, context: PlanContext): WireItem | undefined {
  const attributes = wanted(stored);
  if (attributes === undefined) return undefined;
  // What the schema fills in is stored as well, as a put of the item that was read would store it; what it does not see stays.
  const read = encodeOwn(model, decodeItem(model, attributes, context.readMode));
  const item: WireItem = { ...attributes, ...withUnseen(attributes, read, read) };
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

function attributeChanges(stored: WireItem, target: WireItem, key: WireItem): readonly AttributeChange[] {
  return changesBetween(stored, target, key).map(({ path }) => {
    const name = String(path.steps[0]);
    const [before, after] = [own(stored, name), own(target, name)];
    return { name, ...(before && { before }), ...(after && { after }) };
  });
}

function rewriteAction(
  rewrite: Rewrite,
  stored: WireItem,
  target: WireItem,
  context: PlanContext,
  attempts: number,
): { readonly action: WriteAction; readonly after: WireItem } {
  const { model, verb } = rewrite;
  const mark = model.version && context.writeMark();
  const after = withNextVersion(model, target, mark);
  checkItemSize(model, after);
  const changes = changesBetween(stored, after, tableKeyOf(model, stored));

  const conditions = [itemExists(model), ...unchanged(model, stored), ...stillAbsent(model, stored, after)];
  const failure = (now: WireItem | undefined): Failure => {
    if (hasMark(model, now, mark)) return { kind: "succeeded", result: true };
    // Deleted, or now another program's: nothing is left to do.
    if (now === undefined || !isOwn(model, now) || isExpired(model, now, context.now)) {
      return { kind: "succeeded", result: false };
    }
    const error = explainFailure({ model, key: rawKey(model, stored), verb, context }, now);
    if (attempts <= 1) return { kind: "error", error };
    try {
      if (planRewrite(rewrite, now, context, attempts - 1) === undefined) return { kind: "succeeded", result: false };
    } catch (unwritable) {
      return { kind: "error", error: unwritable as Error };
    }
    const again = (later: PlanContext): WritePlan => {
      const planned = planRewrite(rewrite, now, later, attempts - 1);
      if (planned === undefined) throw new Error("the same item needs the same change");
      return planned.plan;
    };
    return { kind: "instead", error, plan: again };
  };
  const action: WriteAction = {
    type: "Update",
    repeatable: true,
    changes,
    input: { Key: tableKeyOf(model, stored), ...printedUpdate(model, changes, conditions, context) },
    result: () => true,
    failure,
  };
  return { action, after };
}

/**
 * Where no version tells one write from the next, attributes that were not there must not have come: those that the program
 * may look for, and those that would be overwritten.
 */
function stillAbsent(model: EntityModel, stored: WireItem, after: WireItem): readonly ConditionNode[] {
  if (model.version && own(stored, model.version.attribute) !== undefined) return [];
  const key = tableKeyOf(model, stored);
  return (
    [...new Set([...knownNames(model), ...Object.keys(after)])]
      // The number of the shape is asked for in any case.
      .filter((name) => !Object.hasOwn(stored, name) && !Object.hasOwn(key, name) && name !== model.upgrade?.attribute)
      .map((name) => ExistsNode(PathNode([name]), true))
  );
}

function withNextVersion(model: EntityModel, target: WireItem, mark: string | undefined): WireItem {
  if (model.version === undefined || mark === undefined) return target;
  const version = own(target, model.version.attribute);
  const next = Number(version && "N" in version ? version.N : 0) + 1;
  return { ...target, [model.version.attribute]: { N: String(next) }, [model.version.mark]: { S: mark } };
}
