import type { WireType } from "@keywright/schema";
import type { OperandNode } from "./operand.ts";
import type { PathNode } from "./path.ts";

/** `attribute_exists(path)`; `attribute_not_exists(path)` where negated. */
export interface ExistsNode {
  readonly kind: "exists";
  readonly path: PathNode;
  readonly negated: boolean;
}

export function ExistsNode(path: PathNode, negated = false): ExistsNode {
  return { kind: "exists", path, negated };
}

/** The item itself exists, or does not. Binding turns it into a test of the partition key. */
export interface ItemExistsNode {
  readonly kind: "itemExists";
  readonly negated: boolean;
}

export function ItemExistsNode(negated = false): ItemExistsNode {
  return { kind: "itemExists", negated };
}

/** `attribute_type(path, type)`. */
export interface TypeNode {
  readonly kind: "type";
  readonly path: PathNode;
  readonly type: WireType;
}

export function TypeNode(path: PathNode, type: WireType): TypeNode {
  return { kind: "type", path, type };
}

/** `begins_with(path, prefix)`. */
export interface BeginsWithNode<L> {
  readonly kind: "beginsWith";
  readonly path: PathNode;
  readonly prefix: OperandNode<L>;
}

export function BeginsWithNode<L>(path: PathNode, prefix: OperandNode<L>): BeginsWithNode<L> {
  return { kind: "beginsWith", path, prefix };
}

/** `contains(path, member)`: a part of a string, a member of a set, an element of a list. */
export interface ContainsNode<L> {
  readonly kind: "contains";
  readonly path: PathNode;
  readonly member: OperandNode<L>;
}

export function ContainsNode<L>(path: PathNode, member: OperandNode<L>): ContainsNode<L> {
  return { kind: "contains", path, member };
}
