import { isOptionalIn, isOptionalOut } from "./internals.ts";
import { storedShape } from "./navigate.ts";
import type { Shape } from "./shape.ts";
import { storedTypes } from "./stored-type.ts";

/**
 * What zod would confuse in a union: to its objects a set, a date or binary is an object like any other, so an object that
 * demands no property takes it, and it would be stored as an empty map.
 */
export function unionProblem(options: readonly Shape[]): string | undefined {
  for (const [i, option] of options.entries()) {
    const swallowed = options.findIndex((later, j) => j > i && swallows(option, later));
    const thrown = options.findIndex((later, j) => j > i && isReadonly(option) && hasBytes(later));
    if (thrown >= 0) {
      return `Option ${i + 1} of the union is readonly, and zod throws where it freezes the binary of option ${thrown + 1}: put option ${thrown + 1} first`;
    }
    if (swallowed >= 0) {
      return `Option ${i + 1} of the union takes every object, also what is meant for option ${swallowed + 1} (a set, a date, binary or a decimal): put option ${swallowed + 1} first`;
    }
  }
  return undefined;
}

/** Whether a value of this shape may be binary, which cannot be frozen. */
export function hasBytes(shape: Shape): boolean {
  return storedShape(shape).kind !== "open" && storedTypes(shape).has("B");
}

function isReadonly(shape: Shape): boolean {
  if (shape.kind === "readonly") return true;
  if (shape.kind === "union") return shape.options.some(isReadonly);
  return "inner" in shape && isReadonly(shape.inner);
}

function swallows(earlier: Shape, later: Shape): boolean {
  const stored = storedShape(earlier);
  if (stored.kind === "union") return stored.options.some((option) => swallows(option, later));
  if (stored.kind === "record") return isDecimal(later);
  if (stored.kind !== "object") return false;
  const demands = Array.from(stored.properties.values()).some(
    ({ schema }) => !isOptionalIn(schema) && !isOptionalOut(schema),
  );
  return isDecimal(later) ? !demands || stored.properties.has("value") : !demands && isNoMap(later);
}

function isDecimal(shape: Shape): boolean {
  const stored = storedShape(shape);
  return stored.kind === "decimal" || (stored.kind === "union" && stored.options.some(isDecimal));
}

function isNoMap(shape: Shape): boolean {
  if (shape.kind === "codec") return shape.helper !== undefined;
  if ("inner" in shape) return isNoMap(shape.inner);
  if (shape.kind === "union") return shape.options.some(isNoMap);
  const types = storedTypes(shape);
  return shape.kind !== "open" && (["B", "SS", "NS", "BS"] as const).some((type) => types.has(type));
}
