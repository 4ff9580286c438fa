import { childShape, objectVariants } from "../shape/navigate.ts";
import { isOptional } from "../shape/presence.ts";
import type { Shape } from "../shape/shape.ts";
import type { AttributeModel } from "./model.ts";
import type { Root } from "./root.ts";

/** The attributes of a schema, those of all variants of a union together, by their names in the program. */
export function schemaAttributes(
  { shape: root, isRefused }: Root,
  storedAs: ReadonlyMap<string, string>,
): Map<string, AttributeModel> {
  // What is refused may have no schema in it that could be asked.
  const isOptionalOne = (shape: Shape, name: string): boolean => !isRefused?.(name) && mayBeMissing(shape);
  const attributes = new Map<string, AttributeModel>();
  if (root.kind === "object") {
    // Not `for`: an iterator makes two objects for each property. And one function for all of it: engines would take several
    // short ones for hot at once, and spend milliseconds on compiling what is done with.
    root.properties.forEach((shape, name) => {
      const storedName = storedAs.size === 0 ? name : (storedAs.get(name) ?? name);
      const shapes = Object.freeze([shape]);
      const optional = shape.kind !== "string" && isOptionalOne(shape, name);
      attributes.set(name, Object.freeze({ name, storedName, shapes, shape, optional }));
    });
    return attributes;
  }
  const variants = objectVariants(root);
  const names = new Set(variants.flatMap(({ properties }) => [...properties.keys()]));
  for (const name of names) {
    const shape = childShape(root, name);
    const shapes = variants.flatMap(({ properties }) => properties.get(name) ?? []);
    if (!shape) continue;
    const optional = shapes.length < variants.length || shapes.some((each) => isOptionalOne(each, name));
    attributes.set(name, attributeOf(name, storedAs, shape, [...new Set(shapes)], optional));
  }
  return attributes;
}

function attributeOf(
  name: string,
  storedAs: ReadonlyMap<string, string>,
  shape: Shape,
  shapes: readonly Shape[],
  optional: boolean,
): AttributeModel {
  const storedName = storedAs.size === 0 ? name : (storedAs.get(name) ?? name);
  return Object.freeze({ name, storedName, shapes: Object.freeze(shapes), shape, optional });
}

/** Whether a stored item may lack the value: the program may leave it out, or a codec may make nothing of it. */
function mayBeMissing(shape: Shape): boolean {
  switch (shape.kind) {
    // Most attributes are one of these, of which zod need not be asked: nothing but what is around them makes them optional.
    case "string":
    case "number":
    case "boolean":
    case "enum":
    case "object":
    case "array":
    case "record":
      return false;
    default:
      return isOptional(shape) || isMissing(shape);
  }
}

function isMissing(shape: Shape): boolean {
  switch (shape.kind) {
    case "codec":
    case "pipe":
      return mayBeMissing(shape.stored);
    case "nullable":
    case "readonly":
    case "catch":
      return mayBeMissing(shape.inner);
    default:
      return false;
  }
}
