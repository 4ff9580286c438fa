import { childShape, objectVariants, type Path, type Shape, storedShape, variantShape } from "@keywright/schema";

/** Where a path enters a discriminated union, and which of its options it may be in. */
export interface InVariant {
  /** Of the discriminator, by stored names. */
  readonly steps: Path;
  /** By the names in the program. */
  readonly path: Path;
  readonly shape: Shape;
  /** Of the options; `undefined` where one may leave its discriminator out. */
  readonly tags: readonly unknown[];
}

interface Place {
  readonly steps: Path;
  readonly path: Path;
  readonly shape: Shape;
}

/** The options of a union inside of an item that have an attribute; `undefined` where all have it, and for anything else. */
export function optionsWith(place: Place, name: string): InVariant | undefined {
  const union = storedShape(place.shape);
  // Of the item itself whoever plans the write takes care.
  if (union.kind !== "discriminatedUnion" || place.steps.length === 0) return undefined;
  const { discriminator, variants } = union;
  const all = [...variants.keys()];
  const tags = all.filter((tag) => {
    const option = variantShape(union, discriminator, tag);
    return option !== undefined && objectVariants(option).some(({ properties }) => properties.has(name));
  });
  return tags.length === all.length ? undefined : inVariant(place, discriminator, tags);
}

export function inVariant({ steps, path, shape }: Place, discriminator: string, tags: readonly unknown[]): InVariant {
  const tag = childShape(shape, discriminator);
  if (!tag) throw new TypeError(`a union without its discriminator ${discriminator}`);
  return { steps: [...steps, discriminator], path: [...path, discriminator], shape: tag, tags };
}

/** Whether an attribute tells the options of a union inside of an item apart. */
export function isDiscriminator({ steps, shape }: Place, name: string): boolean {
  const union = storedShape(shape);
  return steps.length > 0 && union.kind === "discriminatedUnion" && union.discriminator === name;
}
