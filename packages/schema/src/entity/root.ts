import type { SchemaLike } from "../shape/schema-like.ts";
import type { Shape } from "../shape/shape.ts";
import { shapeOf } from "../shape/walk.ts";
import type { Problems } from "../table/problems.ts";

/** The schema of an entity, as far as it could be read. */
export interface Root {
  readonly shape: Shape;
  /** Tells whether something is wrong inside of a root attribute, so that nothing can be said of how it is stored. */
  readonly isRefused: ((attribute: string) => boolean) | undefined;
}

/** Reads `schema`: an object, or a discriminated union of objects. */
export function readRoot(problems: Problems, schema: unknown): Root | undefined {
  const example = "write schema: z.object({ ... }), or a z.discriminatedUnion(...) of objects";
  if (typeof schema !== "object" || schema === null) {
    problems.add("schema", `an entity has a zod schema: ${example}`);
    return undefined;
  }
  // Whether it is a schema is judged there.
  const result = shapeOf(schema as SchemaLike);
  if ("shape" in result && isRoot(result.shape)) return { shape: result.shape, isRefused: undefined };
  const found = "problems" in result ? result.problems : [];
  for (const { path, message } of found) {
    problems.add(path === "" || path.startsWith("[") ? `schema${path}` : `schema.${path}`, message);
  }
  const shape = "shape" in result ? result.shape : result.partial;
  if (!isRoot(shape)) {
    const judged = found.some(({ path }) => path === "");
    if (!judged) problems.add("schema", `an item is a map of attributes, and this is not: ${example}`);
    return undefined;
  }
  return {
    shape,
    isRefused: (attribute) =>
      found.some(({ path }) => path === attribute || [".", "[", "{"].some((next) => path.startsWith(attribute + next))),
  };
}

function isRoot(shape: Shape): boolean {
  return shape.kind === "object" || (shape.kind === "discriminatedUnion" && shape.options.every(isRoot));
}
