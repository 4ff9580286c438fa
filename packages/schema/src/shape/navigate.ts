import { allowedNames, unionSchema } from "./internals.ts";
import type { DiscriminatedUnionShape, LiteralValue, Shape, UnionShape } from "./shape.ts";

/** The shape that says how a value is stored: wrappers, lazies, pipes and codecs looked through. */
export function storedShape(shape: Shape): Exclude<Shape, { readonly inner: Shape } | { readonly stored: Shape }> {
  let current = shape;
  for (;;) {
    if ("inner" in current) current = current.inner;
    else if ("stored" in current) current = current.stored;
    else return current;
  }
}

/**
 * The shape of an attribute of a map, by the stored form. In a union: of the options that have it; where they disagree, a
 * union of what they say. Records and open attributes have no attributes of their own: see `entryShape`.
 */
export function childShape(shape: Shape, name: string): Shape | undefined {
  const stored = storedShape(shape);
  if (stored.kind === "object") return stored.properties.get(name);
  if (isUnion(stored)) return acrossOptions(stored, `.${name}`, (option) => childShape(option, name));
  return undefined;
}

/** The shape of the elements of a list; of a tuple, the shape at the index, or of all of its items. */
export function elementShape(shape: Shape, index?: number): Shape | undefined {
  const stored = storedShape(shape);
  if (stored.kind === "array") return stored.element;
  if (stored.kind === "tuple") {
    if (index !== undefined) return stored.items[index] ?? stored.rest;
    return acrossOptions(stored, "[]", (item) => item);
  }
  if (isUnion(stored)) return acrossOptions(stored, `[${index ?? ""}]`, (option) => elementShape(option, index));
  return undefined;
}

/** The shape of the entries of a record, and of the attributes that a loose object or a catchall takes. */
export function entryShape(shape: Shape): Shape | undefined {
  const stored = storedShape(shape);
  if (stored.kind === "record") return stored.value;
  if (stored.kind === "object") return stored.catchall;
  if (isUnion(stored)) return acrossOptions(stored, "{}", entryShape);
  return undefined;
}

/** The names that entries of a record may have, where its keys are an enum or literals. */
export function entryNames(shape: Shape): ReadonlySet<string> | undefined {
  const stored = storedShape(shape);
  return stored.kind === "record" ? allowedNames(stored.key.schema) : undefined;
}

/** The shape of the members of a set. */
export function memberShape(shape: Shape): Shape | undefined {
  const stored = storedShape(shape);
  if (stored.kind === "set") return stored.member;
  if (isUnion(stored)) return acrossOptions(stored, "<>", memberShape);
  return undefined;
}

/** The option of a discriminated union that has this tag. */
export function variantShape(shape: Shape, discriminator: string, tag: unknown): Shape | undefined {
  const stored = storedShape(shape);
  if (stored.kind !== "discriminatedUnion") return undefined;
  if (stored.discriminator === discriminator) {
    const variant = stored.variants.get(tag as LiteralValue | undefined);
    const inside = variant && storedShape(variant);
    return inside?.kind === "discriminatedUnion" ? (variantShape(inside, discriminator, tag) ?? variant) : variant;
  }
  return acrossOptions(stored, `${discriminator}=${typeof tag}:${String(tag)}`, (option) =>
    variantShape(option, discriminator, tag),
  );
}

/** Every object that a root can be: itself, or the options of a union, nested ones too. */
export function objectVariants(shape: Shape): readonly Extract<Shape, { readonly kind: "object" }>[] {
  const stored = storedShape(shape);
  if (stored.kind === "object") return [stored];
  return isUnion(stored) ? stored.options.flatMap(objectVariants) : [];
}

function isUnion(shape: Shape): shape is UnionShape | DiscriminatedUnionShape {
  return shape.kind === "union" || shape.kind === "discriminatedUnion";
}

// One node for one question, so that a codec is compiled once for it.
const merged = new WeakMap<Shape, Map<string, Shape | undefined>>();

function acrossOptions(
  shape: Extract<Shape, { readonly options: readonly Shape[] } | { readonly items: readonly Shape[] }>,
  question: string,
  ask: (option: Shape) => Shape | undefined,
): Shape | undefined {
  let answers = merged.get(shape);
  if (!answers) {
    answers = new Map();
    merged.set(shape, answers);
  }
  if (answers.has(question)) return answers.get(question);
  const parts = shape.kind === "tuple" ? [...shape.items, ...(shape.rest ? [shape.rest] : [])] : shape.options;
  const found = [...new Set(parts.map(ask).filter((part) => part !== undefined))];
  const answer: Shape | undefined =
    found.length < 2
      ? found[0]
      : Object.freeze({ kind: "union", schema: unionSchema(found.map((part) => part.schema)), options: found });
  answers.set(question, answer);
  return answer;
}
