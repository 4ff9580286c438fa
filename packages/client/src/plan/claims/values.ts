import { type ConditionNode, LogicalNode } from "@keywright/expressions";
import type { AttributeValue, EntityModel, WireItem } from "@keywright/schema";
import { checkAttributes } from "../check-input.ts";
import { knownConditions } from "../condition.ts";
import { own } from "../own.ts";
import { refusePartial } from "../partial-mark.ts";
import { withKeyValues } from "../read/key-values.ts";
import { sameValue } from "../same-value.ts";
import { encodeAttribute, keyAttributeNames, storedName } from "../stored-key.ts";

/** Stored values of the attributes that claims are made of, by their names in the program; `undefined` for those that are absent. */
export type ClaimedValues = ReadonlyMap<string, AttributeValue | undefined>;

/** The attributes that claims are made of: those of the constraints, and the time to live. */
export function claimedNames(model: EntityModel): readonly string[] {
  const names = (model.unique?.constraints ?? []).flatMap(({ attributes }) => attributes);
  return [...new Set([...names, ...(model.timeToLive ? [model.timeToLive.attribute] : [])])];
}

/** Of an item as it is stored. */
export function valuesOfStored(model: EntityModel, stored: WireItem): ClaimedValues {
  const wire = withKeyValues(model, stored);
  return new Map(claimedNames(model).map((name) => [name, own(wire, storedName(model, name))]));
}

/**
 * Of an item that was read.
 *
 * @throws ValidationError
 */
export function valuesOfItem(model: EntityModel, verb: string, item: Readonly<Record<string, unknown>>): ClaimedValues {
  checkAttributes(model, "previous", item);
  refusePartial(model, verb, item);
  return new Map(
    claimedNames(model).map((name) => {
      const value = own(item, name);
      return [name, value === undefined ? undefined : encodeAttribute(model, name, value)];
    }),
  );
}

/** The stored item has these values. Those of its key it has in any case. */
export function valueConditions(model: EntityModel, values: ClaimedValues): readonly ConditionNode[] {
  const inKey = new Set(keyAttributeNames(model));
  return knownConditions(model, new Map([...values].filter(([name]) => !inKey.has(name))));
}

/** The same as one condition. */
export function allOf(conditions: readonly ConditionNode[]): readonly ConditionNode[] {
  return conditions.length > 1 ? [LogicalNode("AND", conditions)] : conditions;
}

export function sameValues(a: ClaimedValues, b: ClaimedValues): boolean {
  return [...a].every(([name, value]) => sameValue(value, b.get(name)));
}
