import { childShape, objectVariants } from "../shape/navigate.ts";
import { isOptional } from "../shape/presence.ts";
import type { Shape } from "../shape/shape.ts";
import type { AttributeModel } from "./model.ts";

/** The attributes of a schema, those of all variants of a union together, by their names in the program. */
export function schemaAttributes(
  root: Shape,
  storedAs: ReadonlyMap<string, string>,
): ReadonlyMap<string, AttributeModel> {
  const variants = objectVariants(root);
  const names = new Set(variants.flatMap(({ properties }) => [...properties.keys()]));
  const attributes = new Map<string, AttributeModel>();
  for (const name of names) {
    const shape = childShape(root, name);
    const shapes = variants.flatMap(({ properties }) => properties.get(name) ?? []);
    if (!shape) continue;
    attributes.set(
      name,
      Object.freeze({
        name,
        storedName: storedAs.get(name) ?? name,
        shapes: Object.freeze([...new Set(shapes)]),
        shape,
        optional: shapes.length < variants.length || shapes.some(mayBeMissing),
      }),
    );
  }
  return attributes;
}

/** Whether a stored item may lack the value: the program may leave it out, or a codec may make nothing of it. */
function mayBeMissing(shape: Shape): boolean {
  if (isOptional(shape)) return true;
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
