import type { AttributeValue, Path, Shape } from "@keywright/schema";

/** A value in its stored form: all that is left after binding. */
export interface LiteralNode {
  readonly kind: "literal";
  readonly value: AttributeValue;
}

export function LiteralNode(value: AttributeValue): LiteralNode {
  return { kind: "literal", value };
}

/** A value of the program and the shape that says how it is stored. Binding turns it into a literal. */
export interface ValueNode {
  readonly kind: "value";
  readonly value: unknown;
  readonly shape: Shape;
  /** The attribute that the value stands for, in program names: errors name it. */
  readonly path: Path;
}

export function ValueNode(value: unknown, shape: Shape, path: Path): ValueNode {
  return { kind: "value", value, shape, path };
}

/** What a tree holds before binding. */
export type UnboundLeaf = ValueNode | LiteralNode;
