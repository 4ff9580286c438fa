import type { LiteralNode } from "./leaf.ts";
import type { PathNode } from "./path.ts";

/** `if_not_exists(path, otherwise)`. */
export interface IfNotExistsNode {
  readonly kind: "ifNotExists";
  readonly path: PathNode;
  readonly otherwise: PathNode | LiteralNode;
}

export function IfNotExistsNode(path: PathNode, otherwise: PathNode | LiteralNode): IfNotExistsNode {
  return { kind: "ifNotExists", path, otherwise };
}

/** What may stand in a SET beside an arithmetic operator or in `list_append`. */
export type TermNode = PathNode | LiteralNode | IfNotExistsNode;

/** `list_append(left, right)`. */
export interface ListAppendNode {
  readonly kind: "listAppend";
  readonly left: TermNode;
  readonly right: TermNode;
}

export function ListAppendNode(left: TermNode, right: TermNode): ListAppendNode {
  return { kind: "listAppend", left, right };
}

/** `left + right`. The grammar knows no chains, so neither side is arithmetic itself. */
export interface ArithmeticNode {
  readonly kind: "arithmetic";
  readonly operator: "+" | "-";
  readonly left: TermNode;
  readonly right: TermNode;
}

export function ArithmeticNode(operator: "+" | "-", left: TermNode, right: TermNode): ArithmeticNode {
  return { kind: "arithmetic", operator, left, right };
}

/** The right-hand side of a SET. */
export type SetValueNode = TermNode | ListAppendNode | ArithmeticNode;

/** `SET path = value`. */
export interface SetNode {
  readonly kind: "set";
  readonly path: PathNode;
  readonly value: SetValueNode;
}

export function SetNode(path: PathNode, value: SetValueNode): SetNode {
  return { kind: "set", path, value };
}

/** `REMOVE path`. */
export interface RemoveNode {
  readonly kind: "remove";
  readonly path: PathNode;
}

export function RemoveNode(path: PathNode): RemoveNode {
  return { kind: "remove", path };
}

/** `ADD path value`: a number, or members of a set. Creates the attribute where it is absent. */
export interface AddNode {
  readonly kind: "add";
  readonly path: PathNode;
  readonly value: LiteralNode;
}

export function AddNode(path: PathNode, value: LiteralNode): AddNode {
  return { kind: "add", path, value };
}

/** `DELETE path value`: takes members out of a set. The attribute goes with its last member. */
export interface DeleteNode {
  readonly kind: "delete";
  readonly path: PathNode;
  readonly value: LiteralNode;
}

export function DeleteNode(path: PathNode, value: LiteralNode): DeleteNode {
  return { kind: "delete", path, value };
}

/** One action of an update, values in their stored form. */
export type UpdateAction = SetNode | RemoveNode | AddNode | DeleteNode;
