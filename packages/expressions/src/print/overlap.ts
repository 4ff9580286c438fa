import { formatPath } from "@keywright/schema";
import { type PathNode, programPath } from "../node/path.ts";
import { refuse } from "./refuse.ts";

interface Branch {
  /** The first path that went through here. */
  readonly through: PathNode;
  /** The path that ends here. */
  end: PathNode | undefined;
  readonly below: Map<string | number, Branch>;
}

/** Refuses two paths of which one lies in the other, and two that take the same place for a map and for a list. */
export function checkOverlap(paths: readonly PathNode[], entity: string): void {
  const roots = new Map<string | number, Branch>();
  for (const path of paths) insert(path, roots, entity);
}

function insert(path: PathNode, roots: Map<string | number, Branch>, entity: string): void {
  let level = roots;
  path.steps.forEach((step, depth) => {
    const [sibling] = level;
    if (sibling && typeof sibling[0] !== typeof step) {
      throw refuse(
        entity,
        programPath(path),
        `${nameOf(sibling[1].through)} and ${nameOf(path)} conflict: one takes ${formatPath(programPath(path).slice(0, depth))} for a map, the other for a list`,
      );
    }
    const last = depth === path.steps.length - 1;
    let branch = level.get(step);
    const other = branch && (branch.end ?? (last ? branch.through : undefined));
    if (other) {
      throw refuse(
        entity,
        programPath(path),
        `${nameOf(other)} and ${nameOf(path)} overlap: DynamoDB takes only one of them in a request`,
      );
    }
    if (!branch) {
      branch = { through: path, end: undefined, below: new Map() };
      level.set(step, branch);
    }
    if (last) branch.end = path;
    level = branch.below;
  });
}

function nameOf(path: PathNode): string {
  return formatPath(programPath(path));
}
