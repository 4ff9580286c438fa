import type { Shape } from "../shape/shape.ts";
import type { AttributeValue } from "../wire/attribute-value.ts";
import { maxDepth } from "./open.ts";

const known = new WeakMap<Shape, number>();

/** Whether a stored value stays within the levels that DynamoDB holds. Looked at only where the shape leaves it open. */
export function fitsDepth(shape: Shape, stored: AttributeValue, level: number): boolean {
  return fitsLevels(levelsOf(shape), stored, level);
}

/** The same, for a shape of so many levels. */
export function fitsLevels(levels: number, stored: AttributeValue, level: number): boolean {
  return levels + level - 1 <= maxDepth || depth(stored) + level - 1 <= maxDepth;
}

/** The levels of lists and maps that values of a shape can have; infinite for recursive and open ones. */
export function levelsOf(shape: Shape): number {
  let most = known.get(shape);
  if (most === undefined) {
    most = levels(shape, new Set());
    known.set(shape, most);
  }
  return most;
}

function depth(stored: AttributeValue): number {
  const inner = "L" in stored ? stored.L : "M" in stored ? Object.values(stored.M) : undefined;
  return inner ? inner.reduce((deepest, value) => Math.max(deepest, 1 + depth(value)), 1) : 0;
}

function levels(shape: Shape, above: ReadonlySet<Shape>): number {
  if (above.has(shape) || shape.kind === "open") return Number.POSITIVE_INFINITY;
  const within = new Set([...above, shape]);
  const deepest = (shapes: readonly Shape[]): number =>
    shapes.reduce((most, inner) => Math.max(most, levels(inner, within)), 0);
  switch (shape.kind) {
    case "array":
      return 1 + levels(shape.element, within);
    case "tuple":
      return 1 + deepest(shape.rest ? [...shape.items, shape.rest] : shape.items);
    case "object":
      return 1 + deepest([...shape.properties.values(), ...(shape.catchall ? [shape.catchall] : [])]);
    case "record":
      return 1 + levels(shape.value, within);
    case "union":
    case "discriminatedUnion":
      return deepest(shape.options);
    case "codec":
      return deepest(shape.program ? [shape.stored, shape.program] : [shape.stored]);
    case "pipe":
      return deepest([shape.stored, shape.program]);
    default:
      return "inner" in shape ? levels(shape.inner, within) : 0;
  }
}
