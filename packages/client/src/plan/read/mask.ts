import { PathNode } from "@keywright/expressions";
import {
  type AttributeMask,
  childShape,
  didYouMean,
  type EntityModel,
  entryNames,
  entryShape,
  maskEntry,
  objectVariants,
  type Path,
  readsParts,
  type Shape,
  storedShape,
} from "@keywright/schema";
import { refuse } from "../refuse.ts";
import { storedName } from "../stored-key.ts";

/** How deep DynamoDB follows a path. */
const deepest = 32;

/** Whether `select` is a mask, and not a list of names. */
export function isMask(select: unknown): select is AttributeMask {
  return typeof select === "object" && select !== null && !Array.isArray(select);
}

/**
 * Refuses a mask that does not fit the model.
 *
 * @throws ValidationError naming the path
 */
export function checkMask(model: EntityModel, mask: AttributeMask): void {
  for (const [name, below] of Object.entries(mask)) checkPart(model, rootShape(model, name), below, ["select", name]);
}

function checkPart(model: EntityModel, shape: Shape | undefined, mask: unknown, path: Path): void {
  if (mask === true) return;
  if (!isMask(mask)) {
    throw refuse(model, path, "invalid_option", "must be true, or a mask of what is read of it. Leave out what is not");
  }
  if (path.length > deepest) throw refuse(model, path, "too_deep", "is deeper than the 32 levels that DynamoDB stores");
  if (shape === undefined || maskEntry(shape) === undefined) {
    throw refuse(model, path, "invalid_option", `is no map${shape && advice(shape)}: write true to read it whole`);
  }
  const names = Object.keys(mask);
  if (names.length === 0) {
    throw refuse(model, path, "empty", "names no attribute. Write true to read it whole");
  }
  for (const name of names) {
    const below = partOf(shape, name);
    if (below === undefined) {
      const seen = seenAs(shape);
      const declared = objectVariants(seen).flatMap(({ properties }) => [...properties.keys()]);
      const known = [...declared, ...(entryNames(seen) ?? [])];
      const common = known.filter((each) => partOf(shape, each) !== undefined);
      const where = seen.kind.toLowerCase().includes("union") ? "every option of the union" : "the schema";
      const message = `is not an attribute of ${where}${didYouMean(name, new Set(common))}`;
      throw refuse(model, [...path, name], "unknown_attribute", message);
    }
    checkPart(model, below, mask[name], [...path, name]);
  }
}

function advice(shape: Shape): string {
  const { kind } = storedShape(shape);
  if (kind !== "array" && kind !== "tuple") return "";
  return " but as a list, whose gaps DynamoDB closes, so that positions would be lost";
}

/** What the program sees: a mask names attributes of that, whatever a codec stores. */
function seenAs(shape: Shape): Shape {
  if ("inner" in shape) return seenAs(shape.inner);
  return "program" in shape && shape.program ? seenAs(shape.program) : shape;
}

/** The shape of an attribute that every option of a union has. */
function partOf(whole: Shape, name: string): Shape | undefined {
  const shape = seenAs(whole);
  if (shape.kind === "union" || shape.kind === "discriminatedUnion") {
    const maps = shape.options.filter((option) => option.kind !== "null");
    if (!maps.every((option) => partOf(option, name))) return undefined;
  }
  if (entryNames(shape)?.has(name) === false) return undefined;
  return childShape(shape, name) ?? entryShape(shape);
}

/** The paths that a mask of an attribute names. Where its parts do not tell what it is, it is read whole. */
export function maskPaths(model: EntityModel, name: string, mask: true | AttributeMask): readonly PathNode[] {
  return paths(rootShape(model, name), mask, [storedName(model, name)]);
}

function paths(shape: Shape | undefined, mask: true | AttributeMask, steps: readonly string[]): readonly PathNode[] {
  if (mask === true || !shape || !readsParts(shape, mask)) return [PathNode(steps)];
  return Object.entries(mask).flatMap(([name, below]) => paths(partOf(shape, name), below, [...steps, name]));
}

function rootShape(model: EntityModel, name: string): Shape | undefined {
  return model.attributes.get(name)?.shape;
}
