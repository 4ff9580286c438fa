import type { LiteralNode, UnboundLeaf } from "./leaf.ts";
import type { PathNode } from "./path.ts";

/** `if_not_exists(path, otherwise)`. */
export interface IfNotExistsNode<L> {
  readonly kind: "ifNotExists";
  readonly path: PathNode;
  readonly otherwise: PathNode | L;
}

export function IfNotExistsNode<L>(path: PathNode, otherwise: PathNode | L): IfNotExistsNode<L> {
  return Object.freeze({ kind: "ifNotExists", path, otherwise });
}

/** What may stand in a SET beside an arithmetic operator or in `list_append`. */
export type TermNode<L> = PathNode | L | IfNotExistsNode<L>;

/** `list_append(left, right)`. */
export interface ListAppendNode<L> {
  readonly kind: "listAppend";
  readonly left: TermNode<L>;
  readonly right: TermNode<L>;
}

export function ListAppendNode<L>(left: TermNode<L>, right: TermNode<L>): ListAppendNode<L> {
  return Object.freeze({ kind: "listAppend", left, right });
}

/** `left + right`. The grammar knows no chains, so neither side is arithmetic itself. */
export interface ArithmeticNode<L> {
  readonly kind: "arithmetic";
  readonly operator: "+" | "-";
  readonly left: TermNode<L>;
  readonly right: TermNode<L>;
}

export function ArithmeticNode<L>(operator: "+" | "-", left: TermNode<L>, right: TermNode<L>): ArithmeticNode<L> {
  return Object.freeze({ kind: "arithmetic", operator, left, right });
}

/** The right-hand side of a SET. */
export type SetValueNode<L> = TermNode<L> | ListAppendNode<L> | ArithmeticNode<L>;

/** `SET path = value`. */
export interface SetNode<L> {
  readonly kind: "set";
  readonly path: PathNode;
  readonly value: SetValueNode<L>;
}

export function SetNode<L>(path: PathNode, value: SetValueNode<L>): SetNode<L> {
  return Object.freeze({ kind: "set", path, value });
}

/** `REMOVE path`. */
export interface RemoveNode {
  readonly kind: "remove";
  readonly path: PathNode;
}

export function RemoveNode(path: PathNode): RemoveNode {
  return Object.freeze({ kind: "remove", path });
}

/** `ADD path value`: a number, or members of a set. Creates the attribute where it is absent. */
export interface AddNode<L> {
  readonly kind: "add";
  readonly path: PathNode;
  readonly value: L;
}

export function AddNode<L>(path: PathNode, value: L): AddNode<L> {
  return Object.freeze({ kind: "add", path, value });
}

/** `DELETE path value`: takes members out of a set. The attribute goes with its last member. */
export interface DeleteNode<L> {
  readonly kind: "delete";
  readonly path: PathNode;
  readonly value: L;
}

export function DeleteNode<L>(path: PathNode, value: L): DeleteNode<L> {
  return Object.freeze({ kind: "delete", path, value });
}

type ActionOf<L> = SetNode<L> | RemoveNode | AddNode<L> | DeleteNode<L>;

/** One action of an update before binding. */
export type UnboundAction = ActionOf<UnboundLeaf>;

/** One action of an update as it is printed. */
export type UpdateAction = ActionOf<LiteralNode>;
