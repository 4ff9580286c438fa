import { type EntityModel, type Shape, ValidationError } from "keywright";
import { badOverride } from "./failure.ts";
import { rulesFor } from "./value/rules-for.ts";

export type ObjectShape = Extract<Shape, { readonly kind: "object" }>;
export type Values = { readonly [attribute: string]: unknown };

/** The objects that an item of an entity can be: one, or the options of a union. */
export function variantsOf(shape: Shape): readonly ObjectShape[] {
  if (shape.kind === "object") return [shape];
  if ("inner" in shape) return variantsOf(shape.inner);
  return "options" in shape ? shape.options.flatMap(variantsOf) : [];
}

/**
 * Checks overrides, each by itself.
 *
 * @throws {TestkitError} `factory-override` where one is no attribute, is managed, or is not what its schema asks for
 */
export function checkOverrides(model: EntityModel, overrides: Values): void {
  const variants = variantsOf(model.root);
  for (const [attribute, value] of Object.entries(overrides)) {
    const known = model.attributes.get(attribute);
    if (known?.managed)
      throw badOverride(model.name, attribute, "Keywright writes this attribute itself; leave it out");
    if (!known && !variants.some(({ catchall }) => catchall)) {
      const all = [...model.attributes.values()].flatMap(({ name, managed }) => (managed ? [] : [`'${name}'`]));
      throw badOverride(model.name, attribute, `the schema has no such attribute; it has ${all.join(", ")}`);
    }
    if (value !== undefined) checkValue(model, attribute, value);
    else if (known && !known.shapes.some((shape) => rulesFor(shape).omittable)) {
      throw badOverride(model.name, attribute, "the schema requires the attribute, and undefined leaves it out");
    }
  }
}

function checkValue(model: EntityModel, attribute: string, value: unknown): void {
  try {
    model.codec.encodeAttribute(attribute, value);
  } catch (error) {
    if (!ValidationError.isInstance(error)) throw error;
    throw badOverride(model.name, attribute, error.issues.map(({ message }) => message).join("; "));
  }
}

/**
 * The objects of a union that can have these overrides: by the discriminator where it is given, else by the attributes.
 *
 * @throws {TestkitError} `factory-override` where there is none
 */
export function variantsFor(model: EntityModel, overrides: Values): readonly ObjectShape[] {
  const variants = variantsOf(model.root).filter((variant) =>
    Object.entries(overrides).every(([name, value]) => {
      const property = variant.properties.get(name);
      if (!property) return value === undefined || variant.catchall !== undefined;
      return name !== model.discriminator || isTag(property, value);
    }),
  );
  if (variants.length > 0) return variants;
  const names = Object.keys(overrides).map((name) => `'${name}'`);
  throw badOverride(
    model.name,
    Object.keys(overrides)[0] ?? "",
    `no variant of the entity has ${names.join(", ")} together`,
  );
}

function isTag(shape: Shape, value: unknown): boolean {
  if ("inner" in shape) return isTag(shape.inner, value) || (value === undefined && rulesFor(shape).omittable);
  if (shape.kind === "literal" || shape.kind === "enum") return (shape.values as readonly unknown[]).includes(value);
  return shape.kind === "null" ? value === null : true;
}
