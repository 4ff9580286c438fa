import { elementShape, memberShape, storedShape, storedTypes } from "@keywright/schema";
import { BeginsWithNode, ContainsNode } from "../node/function.ts";
import { LiteralNode, type UnboundLeaf } from "../node/leaf.ts";
import type { OperandNode } from "../node/operand.ts";
import { misuse } from "../reference/misuse.ts";
import type { Ref, Usable } from "../reference/ref.ts";
import { nodeOf, type ReferenceData, referenceData } from "../reference/reference.ts";
import { type Condition, makeCondition } from "./condition.ts";
import { operand, pathSubject } from "./operand.ts";
import { needStored } from "./stored.ts";
import type { Contained, Prefix } from "./types.ts";

const loneSurrogate = /\p{Surrogate}/u;

/**
 * The stored string or binary value begins with a prefix. The prefix is of the stored form: of a date that is stored as a
 * string, a part of that string. False of an absent attribute.
 *
 * @example
 * beginsWith(t.dueDate, "2026-05") // begins_with(#dueDate, :dueDate)
 * @throws {ValidationError} for a prefix that is of another type than what is stored, or half of a surrogate pair.
 */
export function beginsWith<E, V, S>(attribute: Ref<E, V, S> & Usable, prefix: NoInfer<Prefix<E, S>>): Condition<E> {
  const left = pathSubject(attribute, "beginsWith");
  needStored(left, ["S", "B"], "beginsWith", "needs a string or binary value");
  const node = BeginsWithNode(nodeOf(left), part(prefix, left, "beginsWith"));
  return makeCondition(left.model.name, node);
}

/**
 * The attribute contains a part (of a stored string), a member (of a set) or an element (of a list, compared deeply). False of an
 * absent attribute.
 *
 * @example
 * contains(t.tags, "urgent") // contains(#tags, :tags)
 * @throws {ValidationError} for a part of another type; when it is sent, for a member or element that the attribute cannot have.
 */
export function contains<E, V, S>(attribute: Ref<E, V, S> & Usable, member: NoInfer<Contained<E, V, S>>): Condition<E> {
  const left = pathSubject(attribute, "contains");
  needStored(left, ["S", "B", "SS", "NS", "BS", "L"], "contains", "needs a string, binary value, set or list");
  const inside =
    storedShape(left.shape).kind === "open" ? left.shape : (memberShape(left.shape) ?? elementShape(left.shape));
  // Where a string may be stored as well as a set or list, one value serves for both: a part and a member are stored alike.
  const whole = inside !== undefined && !(typeof member === "string" && storedTypes(left.shape).has("S"));
  const node = whole ? operand(member, left, "contains", inside) : part(member, left, "contains");
  return makeCondition(left.model.name, ContainsNode(nodeOf(left), node));
}

/** A part of a string or binary value, as it is stored: no check of the schema applies to it. */
function part(value: unknown, left: ReferenceData, name: string): OperandNode<UnboundLeaf> {
  if (referenceData(value)) return operand(value, left, name);
  const types = storedTypes(left.shape);
  if (typeof value === "string" && types.has("S")) {
    if (loneSurrogate.test(value))
      throw misuse(left, name, "takes well-formed text; this holds half of a surrogate pair");
    return LiteralNode({ S: value });
  }
  if (value instanceof Uint8Array && types.has("B")) return LiteralNode({ B: value });
  throw misuse(left, name, `does not take this value: the attribute is stored as ${[...types].join(" or ")}`);
}
