import type { PathNode } from "./path.ts";

/** `size(path)`: the length of a string or binary value, the number of members of a set, list or map. */
export interface SizeNode {
  readonly kind: "size";
  readonly path: PathNode;
}

export function SizeNode(path: PathNode): SizeNode {
  return { kind: "size", path };
}

/** What stands on either side of a comparison. `L` is the leaf: program values before binding, literals after. */
export type OperandNode<L> = PathNode | SizeNode | L;
