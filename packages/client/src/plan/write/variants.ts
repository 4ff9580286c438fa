import {
  ComparisonNode,
  type ConditionNode,
  ExistsNode,
  LiteralNode,
  LogicalNode,
  PathNode,
} from "@keywright/expressions";
import { type EntityModel, objectVariants, type Shape, variantShape } from "@keywright/schema";
import { own } from "../own.ts";
import { encodeAttribute, storedName } from "../stored-key.ts";

/** One object of a union root. */
export type Variant = ReturnType<typeof objectVariants>[number];

/** The stored item is of one of these variants. */
export function variantCondition(
  model: EntityModel,
  discriminator: string,
  variants: readonly Variant[],
): ConditionNode | undefined {
  const path = PathNode([storedName(model, discriminator)]);
  const tests = variants
    .flatMap((variant) => tagsOf(variant, discriminator))
    .map((tag) => ComparisonNode("=", path, LiteralNode(encodeAttribute(model, discriminator, tag))));
  return tests.length > 1 ? LogicalNode("OR", tests) : tests[0];
}

function tagsOf({ properties }: Variant, discriminator: string): readonly unknown[] {
  const tag = properties.get(discriminator);
  return tag?.kind === "literal" || tag?.kind === "enum" ? tag.values : [];
}

/** The variant of a union root that an item of the program is of. */
export function variantOf(
  { discriminator, root }: EntityModel,
  item: Readonly<Record<string, unknown>>,
): Variant | undefined {
  if (discriminator === undefined) return undefined;
  const shape = variantShape(root, discriminator, own(item, discriminator));
  return shape && objectVariants(shape)[0];
}

/**
 * Where attributes are left as they are stored, and another variant stores one of them otherwise, an item of that variant must
 * not be there: it would become one that cannot be read.
 */
export function compatibleCondition(
  model: EntityModel,
  variant: Variant,
  written: ReadonlyMap<string, unknown>,
): ConditionNode | undefined {
  const { discriminator } = model;
  if (discriminator === undefined) return undefined;
  const kept = [...variant.properties.keys()].filter((name) => !written.has(name));
  const variants = objectVariants(model.root);
  const compatible = variants.filter((other) =>
    kept.every((name) => sameForm(variant.properties.get(name), other.properties.get(name))),
  );
  if (compatible.length === variants.length) return undefined;
  const absent = ExistsNode(PathNode([storedName(model, discriminator)]), true);
  const same = variantCondition(model, discriminator, compatible);
  return same ? LogicalNode("OR", [absent, same]) : absent;
}

/** Whether what is stored by one of them can be read by the other. */
function sameForm(a: Shape | undefined, b: Shape | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  const [x, y] = [withoutPresence(a), withoutPresence(b)];
  if (x.schema === y.schema) return true;
  return x.kind === y.kind && simple.has(x.kind);
}

const simple: ReadonlySet<Shape["kind"]> = new Set([
  "string",
  "number",
  "bigint",
  "boolean",
  "null",
  "bytes",
  "decimal",
]);

// Whether it may be absent says nothing of its form.
function withoutPresence(shape: Shape): Shape {
  let current = shape;
  while (
    current.kind === "optional" ||
    current.kind === "default" ||
    current.kind === "prefault" ||
    current.kind === "nonoptional"
  )
    current = current.inner;
  return current;
}
