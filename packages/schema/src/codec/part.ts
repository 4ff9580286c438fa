import type { Issue } from "../error/issue.ts";
import { childShape, entryShape, objectVariants, storedShape } from "../shape/navigate.ts";
import type { LiteralValue, Shape } from "../shape/shape.ts";
import type { AttributeValue, WireItem } from "../wire/attribute-value.ts";
import { type AttributeMask, decodeMasked } from "./masked.ts";
import { define } from "./property.ts";
import type { StoredNames } from "./stored-names.ts";

/** How a part of an item is read. */
export interface PartOptions {
  /** What is read of those attributes that are not read whole. */
  readonly mask?: AttributeMask;
  /** Whether a part of an item has what tells the options of a union apart: an option may leave it to a default. */
  readonly discriminated?: boolean;
}

/** Decodes these attributes, by their names in the program, and looks at no others but what tells options of a union apart. */
export function decodePart(
  root: Shape,
  names: StoredNames,
  wire: WireItem,
  attributes: readonly string[],
  { mask = {}, discriminated = false }: PartOptions,
  strict: boolean,
  issues: Issue[],
): object {
  const entryOf = (name: string): AttributeValue | undefined => {
    const stored = names.stored(name);
    return stored !== undefined && Object.hasOwn(wire, stored) ? wire[stored] : undefined;
  };
  const variant = variantOf(root, entryOf, discriminated);
  const item = {};
  for (const { name, shape, everywhere } of partsOf(variant, attributes)) {
    const stored = entryOf(name);
    // Nothing stands for what another option has.
    if (stored === undefined && !everywhere) continue;
    const below = Object.hasOwn(mask, name) ? mask[name] : true;
    const value = decodeMasked(shape, stored, below ?? true, [name], strict, issues);
    if (value !== undefined) define(item, name, value);
  }
  return item;
}

interface Part {
  readonly name: string;
  readonly shape: Shape;
  /** Whether the attribute is the same in all that an item may be. */
  readonly everywhere: boolean;
}

// The items of a page are all read by one list of names.
const cache = new WeakMap<Shape, WeakMap<readonly string[], readonly Part[]>>();

/** The attributes that a list names, in the order of the schema. */
function partsOf(variant: Shape, attributes: readonly string[]): readonly Part[] {
  let byList = cache.get(variant);
  if (byList === undefined) {
    byList = new WeakMap();
    cache.set(variant, byList);
  }
  let parts = byList.get(attributes);
  if (parts === undefined) {
    parts = findParts(variant, attributes);
    byList.set(attributes, parts);
  }
  return parts;
}

function findParts(variant: Shape, attributes: readonly string[]): readonly Part[] {
  const options = objectVariants(variant);
  const wanted = new Set(attributes);
  const declared = options.flatMap(({ properties }) => [...properties.keys()]).filter((name) => wanted.has(name));
  return [...new Set([...declared, ...attributes])].flatMap((name) => {
    const shape = childShape(variant, name) ?? entryShape(variant);
    if (!shape) return [];
    const everywhere = options.length < 2 || options.every(({ properties }) => properties.get(name) === shape);
    return [{ name, shape, everywhere }];
  });
}

/** The option of a union root that a stored item is of, where its discriminator was read. */
function variantOf(root: Shape, entryOf: (name: string) => AttributeValue | undefined, discriminated: boolean): Shape {
  const stored = storedShape(root);
  if (stored.kind !== "discriminatedUnion") return root;
  const tag = entryOf(stored.discriminator);
  if (tag === undefined && !discriminated) return root;
  const variant = stored.variants.get(tag && scalarOf(tag));
  return variant ? variantOf(variant, entryOf, discriminated) : root;
}

function scalarOf(stored: AttributeValue): LiteralValue {
  if ("S" in stored) return stored.S;
  if ("N" in stored) return Number(stored.N);
  return "BOOL" in stored ? stored.BOOL : null;
}
