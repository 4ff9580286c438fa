/** A document path by stored names: `["assignee", "address", "city"]`, `["lines", 0, "sku"]`. */
export interface PathNode {
  readonly kind: "path";
  /** Attribute names and list positions, from the root of the item. Never empty. */
  readonly steps: readonly (string | number)[];
}

export function PathNode(steps: readonly (string | number)[]): PathNode {
  return Object.freeze({ kind: "path", steps: Object.freeze([...steps]) });
}
