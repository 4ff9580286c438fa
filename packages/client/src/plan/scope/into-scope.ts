import type { EntityModel } from "@keywright/schema";
import { ScopeError } from "../../error/scope-error.ts";
import type { OneDescription } from "../../operation/description.ts";
import { own } from "../own.ts";
import { sameValue } from "../same-value.ts";
import { encodeAttribute } from "../stored-key.ts";
import type { Scope } from "./scope.ts";
import { checkPartitionKey, placeOf } from "./scoped-key.ts";

type Values = Readonly<Record<string, unknown>>;

/**
 * The same operation, bound to a scope: its attributes are filled in where they are left out.
 *
 * @throws ScopeError where it says another value, or where its partition key does not keep the scope apart
 */
export function intoScope(description: OneDescription, scope: Scope): OneDescription {
  const { model, verb } = description;
  if (verb === "scan") {
    const attribute = Object.keys(scope).join(", ");
    throw new ScopeError({
      entity: model.name,
      attribute,
      problem: "whole-table",
      place: placeOf(model, description.index),
    });
  }
  checkPartitionKey(model, undefined, scope);
  switch (verb) {
    case "get":
      return { ...description, key: keyOf(model, description.key, scope) };
    case "query":
    case "first":
    case "count":
      checkPartitionKey(model, description.index, scope);
      return { ...description, key: keyOf(model, description.key, scope) };
    case "collection":
      for (const member of description.members.values()) {
        checkPartitionKey(member, undefined, scope);
        checkPartitionKey(member, description.index, scope);
        checkValues(member, description.key, scope);
      }
      return { ...description, key: keyOf(model, description.key, scope) };
    case "create":
    case "upsert":
      return { ...description, item: itemOf(model, description.item, scope) };
    case "put":
      checkValues(model, description.expected, scope);
      checkValues(model, description.previous, scope);
      return { ...description, item: itemOf(model, description.item, scope) };
    case "move":
      checkValues(model, description.changes, scope);
      return { ...description, item: itemOf(model, description.item, scope) };
    case "update":
      checkValues(model, description.changes, scope);
      checkValues(model, description.known, scope);
      checkValues(model, description.previous, scope);
      checkValues(model, description.expected, scope);
      return { ...description, key: keyOf(model, description.key, scope) };
    case "delete":
      checkValues(model, description.previous, scope);
      checkValues(model, description.expected, scope);
      return { ...description, key: keyOf(model, description.key, scope) };
    case "check":
      checkValues(model, description.expected, scope);
      return { ...description, key: keyOf(model, description.key, scope) };
    default:
      return description satisfies never;
  }
}

/** A key with the values of the scope: a copy, so that what was checked is what is planned. */
function keyOf(model: EntityModel, key: Values, scope: Scope): Values {
  checkValues(model, key, scope);
  // What is no object of attributes the planners refuse.
  return isObject(key) ? { ...key, ...scope } : key;
}

/** An item with the values of the scope: a copy, with what an item that was read carries where nobody sees it. */
function itemOf(model: EntityModel, item: Values, scope: Scope): Values {
  checkValues(model, item, scope);
  if (!isObject(item)) return item;
  return Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(item), ...Object.getOwnPropertyDescriptors(scope) },
  );
}

/** Refuses values that say something else than the scope. */
function checkValues(model: EntityModel, values: unknown, scope: Scope): void {
  if (!isObject(values)) return;
  for (const [name, scoped] of Object.entries(scope)) {
    const value = own(values, name);
    if (value === undefined || Object.is(value, scoped)) continue;
    if (sameValue(encodeAttribute(model, name, scoped), encodeAttribute(model, name, value))) continue;
    throw new ScopeError({ entity: model.name, attribute: name, problem: "other-value" });
  }
}

function isObject(values: unknown): values is Values {
  return typeof values === "object" && values !== null;
}
