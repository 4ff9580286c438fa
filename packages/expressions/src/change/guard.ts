import { compileCodec, objectVariants, storedShape, storedTypes } from "@keywright/schema";
import { ComparisonNode, InNode } from "../node/comparison.ts";
import { type ConditionNode, LogicalNode } from "../node/condition.ts";
import { ExistsNode, TypeNode } from "../node/function.ts";
import { LiteralNode } from "../node/leaf.ts";
import type { InVariant } from "../reference/in-variant.ts";
import { misuse } from "../reference/misuse.ts";
import { nodeOf, type Parent, type ReferenceData } from "../reference/reference.ts";

/** An attribute that others lie in: it is there, and a map where something else might be stored in its place. */
export function presence(parent: Parent): ConditionNode {
  const types = storedTypes(parent.shape);
  const path = nodeOf(parent);
  return types.has("M") && types.size > 1 ? TypeNode(path, "M") : ExistsNode(path);
}

/** The stored map is of an option that has what is written: another one would keep it and never read it. */
export function isVariant(variant: InVariant, entity: string): ConditionNode {
  const path = nodeOf(variant);
  const codec = compileCodec(variant.shape);
  const tags = variant.tags
    .filter((tag) => tag !== undefined)
    .map((tag) => LiteralNode(codec.encode(tag, entity, variant.path)));
  const [only, second] = tags;
  const some: readonly ConditionNode[] =
    only === undefined ? [] : [second === undefined ? ComparisonNode("=", path, only) : InNode(path, tags)];
  if (!variant.tags.includes(undefined)) return some[0] ?? ExistsNode(path);
  return LogicalNode("OR", [ExistsNode(path, true), ...some]);
}

/** Refuses to write parts of different options of a union, which no stored map could be right to take. */
export function checkOneOption(target: ReferenceData, names: readonly string[]): void {
  const union = storedShape(target.shape);
  if (union.kind !== "discriminatedUnion" && union.kind !== "union") return;
  const options = objectVariants(union);
  const fitting = options.filter(({ properties, catchall }) => catchall ?? names.every((name) => properties.has(name)));
  // Only a discriminator can tell which option is stored.
  if (union.kind === "union" ? fitting.length === options.length : fitting.length > 0) return;
  throw misuse(target, "patch", "takes attributes of one option of a discriminated union: give the whole map instead");
}
