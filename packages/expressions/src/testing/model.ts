import { childShape, objectVariants, type RootSchema, type Shape, shapeOf } from "@keywright/schema";
import * as z from "zod";
import type { ReferencedModel } from "../reference/model.ts";

interface Options {
  readonly storedAs?: ReadonlyMap<string, string>;
  /** Names of managed attributes, which are numbers here. */
  readonly managed?: readonly string[];
}

/** The part of an entity's model that expressions read, without keys. */
export function modelOf(
  name: string,
  schema: RootSchema,
  { storedAs = new Map(), managed = [] }: Options = {},
): ReferencedModel {
  const root = shape(schema);
  const attributes = new Map<string, { storedName: string; shape: Shape; managed?: string }>();
  for (const each of objectVariants(root).flatMap(({ properties }) => [...properties.keys()])) {
    const found = childShape(root, each);
    if (found) attributes.set(each, { storedName: storedAs.get(each) ?? each, shape: found });
  }
  for (const each of managed) attributes.set(each, { storedName: each, shape: shape(z.number()), managed: each });
  return { name, root, table: { partitionKey: { name: "PK" } }, attributes };
}

function shape(schema: Parameters<typeof shapeOf>[0]): Shape {
  const outcome = shapeOf(schema);
  if ("shape" in outcome) return outcome.shape;
  throw new Error(outcome.problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));
}
