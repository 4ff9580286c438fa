import type { Path } from "@keywright/schema";

/** A document path by stored names: `["assignee", "address", "city"]`, `["lines", 0, "sku"]`. */
export interface PathNode {
  readonly kind: "path";
  /** Attribute names and list positions, from the root of the item. Never empty. */
  readonly steps: Path;
  /** The same by the names in the program, where they differ: errors say these. */
  readonly named?: Path;
}

export function PathNode(steps: Path, named: Path = steps): PathNode {
  const isSame = named === steps || named.every((step, i) => step === steps[i]);
  return isSame ? { kind: "path", steps } : { kind: "path", steps, named };
}

/** A path as errors say it. */
export function programPath({ steps, named = steps }: PathNode): Path {
  return named;
}
