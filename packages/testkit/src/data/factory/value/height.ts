import type { Shape } from "keywright";
import { rulesFor } from "./rules-for.ts";

const heights = new WeakMap<Shape, number>();

/** How many containers the smallest value of a shape has in each other: infinitely many where it must contain itself. */
export function heightOf(shape: Shape): number {
  const known = heights.get(shape);
  if (known !== undefined) return known;
  const height = measure(shape, new Set());
  heights.set(shape, height);
  return height;
}

function measure(shape: Shape, above: ReadonlySet<Shape>): number {
  if (above.has(shape)) return Number.POSITIVE_INFINITY;
  const inner = new Set([...above, shape]);
  const of = (part: Shape): number => measure(part, inner);
  const most = (parts: readonly Shape[]): number => 1 + Math.max(0, ...parts.map(of));
  switch (shape.kind) {
    case "object":
      return most([...shape.properties.values()].filter((property) => !rulesFor(property).omittable));
    case "tuple":
      return most(shape.items);
    case "array":
      return (rulesFor(shape).minLength ?? 0) === 0 ? 1 : most([shape.element]);
    case "record":
      return shape.required && shape.required.length > 0 ? most([shape.value]) : 1;
    case "union":
    case "discriminatedUnion":
      return Math.min(...shape.options.map(of));
    case "nullable":
      return 0;
    case "codec":
    case "pipe":
      return of(shape.stored);
    default:
      return "inner" in shape ? of(shape.inner) : 0;
  }
}
