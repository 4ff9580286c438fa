import type { WireType } from "@keywright/schema";
import { ExistsNode, ItemExistsNode, TypeNode } from "../node/function.ts";
import { misuse } from "../reference/misuse.ts";
import type { Ref, Usable } from "../reference/ref.ts";
import { nodeOf } from "../reference/reference.ts";
import { type Condition, makeCondition } from "./condition.ts";
import { pathSubject } from "./operand.ts";

const types: readonly WireType[] = ["S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"];

/**
 * The attribute is there, `null` included; without an argument, the item is (a test of its partition key).
 *
 * @example
 * exists(t.assignee) // attribute_exists(#assignee)
 * exists() // attribute_exists(#PK)
 * @throws {ValidationError} for anything but a reference to an attribute.
 */
export function exists(): Condition<never>;
export function exists<E>(attribute: Ref<E, unknown, unknown> & Usable): Condition<E>;
export function exists<E>(attribute?: Ref<E, unknown, unknown>): Condition<E> {
  return presence("exists", false, attribute);
}

/**
 * The attribute is not there; without an argument, the item is not.
 *
 * @example
 * notExists(t.assignee) // attribute_not_exists(#assignee)
 * notExists() // attribute_not_exists(#PK)
 * @throws {ValidationError} for anything but a reference to an attribute.
 */
export function notExists(): Condition<never>;
export function notExists<E>(attribute: Ref<E, unknown, unknown> & Usable): Condition<E>;
export function notExists<E>(attribute?: Ref<E, unknown, unknown>): Condition<E> {
  return presence("notExists", true, attribute);
}

function presence<E>(name: string, negated: boolean, attribute: unknown): Condition<E> {
  if (attribute === undefined) return makeCondition(undefined, ItemExistsNode(negated));
  const data = pathSubject(attribute, name);
  return makeCondition(data.model.name, ExistsNode(nodeOf(data), negated));
}

/**
 * The attribute is there and stored with this type: for attributes that may be stored as several, and for old items.
 *
 * @example
 * hasType(t.nickname, "NULL") // attribute_type(#nickname, :type_NULL)
 * @throws {ValidationError} for anything but a reference to an attribute.
 */
export function hasType<E>(attribute: Ref<E, unknown, unknown> & Usable, type: WireType): Condition<E> {
  const data = pathSubject(attribute, "hasType");
  if (!types.includes(type)) throw misuse(data, "hasType", `takes one of ${types.join(", ")}`);
  return makeCondition(data.model.name, TypeNode(nodeOf(data), type));
}
