import { childShape, objectVariants, type Path, type Shape } from "@keywright/schema";
import { PathNode } from "../node/path.ts";
import { type InVariant, isDiscriminator, optionsWith } from "./in-variant.ts";
import type { ReferencedModel } from "./model.ts";
import { isUncertain } from "./optional.ts";

/** An attribute above another one that may be absent, or be something else than a map. */
export interface Parent {
  readonly steps: Path;
  readonly path: Path;
  readonly shape: Shape;
}

/** What a reference knows. */
export interface ReferenceData {
  readonly kind: "path" | "size";
  readonly model: ReferencedModel;
  /** By stored names. Empty for the item itself. */
  readonly steps: Path;
  /** By the names in the program. */
  readonly path: Path;
  readonly shape: Shape;
  /** An element of a list or entry of a record: it may be absent by nature. */
  readonly isMember: boolean;
  /** From the root down. */
  readonly uncertainParents: readonly Parent[];
  /** Options of unions that it lies in. */
  readonly variants: readonly InVariant[];
  /** It tells the options of a union inside of the item apart. */
  readonly isTag: boolean;
}

// Attributes may have any name, so what a reference knows stands under a symbol; registered, so that two copies of the library agree.
const key: unique symbol = Symbol.for("keywright.reference") as never;

export function referenceData(value: unknown): ReferenceData | undefined {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as { readonly [key]: ReferenceData })[key];
}

/** Where something lies, for a tree. */
export function nodeOf({ steps, path }: { readonly steps: Path; readonly path: Path }): PathNode {
  return PathNode(steps, path);
}

/** A reference: an object without prototype whose properties are made when they are first read. */
export function makeReference(data: ReferenceData): object {
  const reference: object = Object.create(null);
  Object.defineProperty(reference, key, { value: Object.freeze(data) });
  if (data.kind === "path") {
    for (const name of namesBelow(data)) defineLazily(reference, name, () => makeReference(knownBelow(data, name)));
  }
  return Object.freeze(reference);
}

/** The names of the attributes that the schema declares below something. */
export function namesBelow({ model, steps, shape }: ReferenceData): ReadonlySet<string> {
  const names = new Set(objectVariants(shape).flatMap(({ properties }) => [...properties.keys()]));
  if (steps.length > 0) return names;
  // Managed attributes are not in the schema.
  return new Set(
    [...model.attributes.keys()].filter((name) => names.has(name) || childShape(model.root, name) === undefined),
  );
}

/** Attributes of items: as many as schemas and managed attributes have, and asked for by every update. */
const ofItems = new WeakMap<ReferencedModel, Map<string, ReferenceData>>();

/** An attribute of an item or map that the schema declares; of the item also one that the library manages. */
export function attributeBelow(parent: ReferenceData, name: string): ReferenceData | undefined {
  if (parent.steps.length > 0) return findBelow(parent, name);
  let attributes = ofItems.get(parent.model);
  if (attributes === undefined) {
    attributes = new Map();
    ofItems.set(parent.model, attributes);
  }
  let found = attributes.get(name);
  if (found === undefined) {
    found = findBelow(parent, name);
    if (found !== undefined) attributes.set(name, found);
  }
  return found;
}

function findBelow(parent: ReferenceData, name: string): ReferenceData | undefined {
  const attribute = parent.steps.length === 0 ? parent.model.attributes.get(name) : undefined;
  const shape = childShape(parent.shape, name) ?? attribute?.shape;
  if (!shape) return undefined;
  const options = optionsWith(parent, name);
  return {
    ...below(parent, name, shape, { storedName: attribute?.storedName }),
    ...(options && { variants: [...parent.variants, options] }),
    isTag: isDiscriminator(parent, name),
  };
}

function knownBelow(parent: ReferenceData, name: string): ReferenceData {
  const found = attributeBelow(parent, name);
  if (!found) throw new TypeError(`${parent.model.name}: no shape is known of ${name}`);
  return found;
}

/** The reference one step down. */
export function below(
  parent: ReferenceData,
  step: string | number,
  shape: Shape,
  { storedName, isMember = false }: { readonly storedName?: string | undefined; readonly isMember?: boolean } = {},
): ReferenceData {
  const { model, steps, path, uncertainParents, variants } = parent;
  return {
    kind: "path",
    model,
    steps: [...steps, storedName ?? step],
    path: [...path, step],
    shape,
    isMember,
    uncertainParents:
      steps.length > 0 && isUncertain(parent.shape)
        ? [...uncertainParents, { steps, path, shape: parent.shape }]
        : uncertainParents,
    variants,
    isTag: false,
  };
}

function defineLazily(target: object, name: string, make: () => object): void {
  let made: object | undefined;
  Object.defineProperty(target, name, {
    enumerable: true,
    get: () => {
      made ??= make();
      return made;
    },
  });
}
