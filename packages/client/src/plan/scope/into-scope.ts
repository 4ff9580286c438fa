import type { AttributeValue, EntityModel } from "@keywright/schema";
import { ScopeError } from "../../error/scope-error.ts";
import type { Description } from "../../operation/description.ts";
import { own } from "../own.ts";
import { encodeAttribute } from "../stored-key.ts";
import type { Scope } from "./scope.ts";
import { checkPartitionKey } from "./scoped-key.ts";

type Values = Readonly<Record<string, unknown>>;

/**
 * The same operation, bound to a scope: its attributes are filled in where they are left out.
 *
 * @throws ScopeError where it says another value, or where its partition key does not keep the scope apart
 */
export function intoScope(description: Description, scope: Scope): Description {
  const { model, verb } = description;
  if (verb === "scan") {
    const attribute = Object.keys(scope).join(", ");
    throw new ScopeError({ entity: model.name, attribute, problem: "whole-table", place: placeOf(description) });
  }
  checkPartitionKey(model, undefined, scope);
  switch (verb) {
    case "get":
      return { ...description, key: filled(model, description.key, scope) };
    case "query":
    case "first":
    case "count":
      checkPartitionKey(model, description.index, scope);
      return { ...description, key: filled(model, description.key, scope) };
    case "collection":
      for (const member of description.members.values()) {
        checkPartitionKey(member, undefined, scope);
        checkPartitionKey(member, description.index, scope);
        checkValues(member, description.key, scope);
      }
      return { ...description, key: filled(model, description.key, scope) };
    case "create":
    case "upsert":
      return { ...description, item: filled(model, description.item, scope) };
    case "put":
      checkValues(model, description.expected, scope);
      return { ...description, item: filled(model, description.item, scope) };
    case "move":
      checkValues(model, description.changes, scope);
      return { ...description, item: filled(model, description.item, scope) };
    case "update":
      checkValues(model, description.changes, scope);
      checkValues(model, description.known, scope);
      checkValues(model, description.expected, scope);
      return { ...description, key: filled(model, description.key, scope) };
    case "delete":
    case "check":
      checkValues(model, description.expected, scope);
      return { ...description, key: filled(model, description.key, scope) };
    default:
      return description satisfies never;
  }
}

function placeOf({ model, index }: { readonly model: EntityModel; readonly index: string | undefined }): string {
  return index === undefined ? `the table ${model.table.name}` : `the index ${index}`;
}

/** The values with those of the scope. An object that has them all stays itself: an item that was read carries its write mark. */
function filled(model: EntityModel, values: Values, scope: Scope): Values {
  checkValues(model, values, scope);
  // What is no object of attributes the planners refuse.
  if (!isObject(values)) return values;
  const complete = Object.keys(scope).every((name) => own(values, name) !== undefined);
  return complete ? values : { ...values, ...scope };
}

/** Refuses values that say something else than the scope. */
function checkValues(model: EntityModel, values: unknown, scope: Scope): void {
  if (!isObject(values)) return;
  for (const [name, scoped] of Object.entries(scope)) {
    const value = own(values, name);
    if (value === undefined || Object.is(value, scoped)) continue;
    if (isSame(encodeAttribute(model, name, scoped), encodeAttribute(model, name, value))) continue;
    throw new ScopeError({ entity: model.name, attribute: name, problem: "other-value" });
  }
}

function isObject(values: unknown): values is Values {
  return typeof values === "object" && values !== null;
}

/** Whether two values of a key attribute are stored alike. */
export function isSame(a: AttributeValue | undefined, b: AttributeValue | undefined): boolean {
  return a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
