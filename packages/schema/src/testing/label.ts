import type { Shape } from "../shape/shape.ts";

/** A short spelling of a shape, for the reports of failed properties. */
export function label(shape: Shape, depth = 0): string {
  if (depth > 6) return "…";
  const of = (inner: Shape): string => label(inner, depth + 1);
  switch (shape.kind) {
    case "object":
      return `{ ${Array.from(shape.properties, ([name, inner]) => `${JSON.stringify(name)}: ${of(inner)}`).join(", ")} }`;
    case "array":
      return `array(${of(shape.element)})`;
    case "set":
      return `set(${of(shape.member)})`;
    case "tuple":
      return `tuple(${[...shape.items, ...(shape.rest ? [shape.rest] : [])].map(of).join(", ")})`;
    case "record":
      return `record(${of(shape.key)}, ${of(shape.value)})`;
    case "union":
    case "discriminatedUnion":
      return `${shape.kind}(${shape.options.map(of).join(" | ")})`;
    case "codec":
      return `codec(${shape.helper ?? of(shape.stored)})`;
    case "pipe":
      return `pipe(${of(shape.stored)}, ${of(shape.program)})`;
    default:
      return "inner" in shape ? `${shape.kind}(${of(shape.inner)})` : shape.kind;
  }
}
