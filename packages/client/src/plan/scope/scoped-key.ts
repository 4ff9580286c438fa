import { type AttributeValue, type EntityModel, readKey, type WireItem } from "@keywright/schema";
import { ScopeError } from "../../error/scope-error.ts";
import { own } from "../own.ts";
import { targetOf } from "../read/target.ts";
import { sameValue } from "../same-value.ts";
import { encodeAttribute } from "../stored-key.ts";
import type { Scope } from "./scope.ts";

/**
 * Checks that the partition key of the table, or of an index, is made of every attribute of a scope, each printed so that no
 * two values of it make the same key.
 *
 * @throws ScopeError
 */
export function checkPartitionKey(model: EntityModel, index: string | undefined, scope: Scope): void {
  const { partition } = targetOf(model, index);
  for (const attribute of Object.keys(scope)) {
    const parts = partition
      .flatMap((template) => template.parts)
      .filter((part) => part.kind === "value" && part.attribute === attribute);
    if (parts.some((part) => part.kind === "value" && keepsCase(part.modifier))) continue;
    throw new ScopeError({
      entity: model.name,
      attribute,
      problem: parts.length === 0 ? "not-in-key" : "ambiguous-key",
      place: placeOf(model, index),
    });
  }
}

/** What a partition key is of, for messages. */
export function placeOf({ table }: EntityModel, index: string | undefined): string {
  return index === undefined ? `the table ${table.name}` : `the index ${index}`;
}

function keepsCase(modifier: string | undefined): boolean {
  return modifier !== "lower" && modifier !== "upper";
}

/** The first attribute of a scope of which the partition key of a stored item, or the item itself, says another value. */
export function foreignAttribute(model: EntityModel, stored: WireItem, scope: Scope): string | undefined {
  const inKey = new Map<string, AttributeValue>();
  for (const template of targetOf(model, undefined).partition) {
    const key = own(stored, template.keyAttribute.name);
    for (const [name, value] of (key && readKey(template, key)) ?? []) inKey.set(name, value);
  }
  return Object.keys(scope).find((name) => {
    const scoped = encodeAttribute(model, name, scope[name]);
    const attribute = own(stored, model.attributes.get(name)?.storedName ?? name);
    return !sameValue(inKey.get(name), scoped) || (attribute !== undefined && !sameValue(attribute, scoped));
  });
}
