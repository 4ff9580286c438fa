import fc from "fast-check";
import type { LiteralNode } from "../node/leaf.ts";
import type { PathNode } from "../node/path.ts";
import { IfNotExistsNode } from "../node/update.ts";

/** An attribute, or what stands for it; not with itself, which the service refuses. */
export function orElse(
  paths: fc.Arbitrary<PathNode>,
  others: fc.Arbitrary<PathNode | LiteralNode>,
): fc.Arbitrary<IfNotExistsNode> {
  return fc
    .tuple(paths, others)
    .filter(([path, other]) => other.kind === "literal" || JSON.stringify(path) !== JSON.stringify(other))
    .map(([path, other]) => IfNotExistsNode(path, other));
}
