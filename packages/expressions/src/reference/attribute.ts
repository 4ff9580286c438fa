import { didYouMean, formatPath, type Path, ValidationError } from "@keywright/schema";
import { misuse } from "./misuse.ts";
import type { ReferencedModel } from "./model.ts";
import { parsePath } from "./parse-path.ts";
import type { Ref } from "./ref.ts";
import { attributeBelow, makeReference, namesBelow, type ReferenceData } from "./reference.ts";
import { rootReference } from "./references-of.ts";
import { elementBelow, entryBelow } from "./step.ts";

/**
 * A reference whose path is known at run time only: of a filter that a request's query string asks for. Its type says nothing
 * of the attribute, so operands are checked by the schema when the condition is sent; they are values of the program, for text
 * see `fromText`. The path is written as errors write it (`assignee.city`, `lines[0].sku`, `["a.b"]`) or given as steps.
 * It may lead to any attribute of the entity: offer callers a list of those they may ask for.
 *
 * @example
 * eq(attribute(Task, "status"), "OPEN") // #status = :status
 * gt(attribute(Task, ["lines", 0, "quantity"]), 1) // #lines[0].#quantity > :quantity
 * @throws {ValidationError} for what is no entity, and for a path that the schema does not have, saying which attribute may be meant.
 */
export function attribute<E extends string>(
  entity: { readonly name: E; readonly model: ReferencedModel },
  path: string | Path,
): Ref<E, unknown, unknown> {
  if (!isEntity(entity))
    throw misuse(undefined, "attribute", "takes an entity that defineEntity(...) made, then a path");
  const root = rootReference(entity.model);
  const steps = typeof path === "string" ? parsePath(path) : path;
  if (!Array.isArray(steps) || steps.length === 0) {
    throw misuse(root, "attribute", 'takes a path such as "assignee.city", "lines[0].sku" or ["assignee", "city"]');
  }
  const data = (steps as Path).reduce(step, root);
  // A seam: as with all references, the type is a phantom.
  return makeReference(data) as Ref<E, unknown, unknown>;
}

// The name of an entity is given in its place where types are not looked at.
function isEntity(given: unknown): boolean {
  const { model } = Object(given) as { readonly model?: Partial<ReferencedModel> | null };
  return typeof model?.root === "object" && model.attributes instanceof Map;
}

function step(parent: ReferenceData, each: string | number): ReferenceData {
  if (typeof each === "number") {
    const element = Number.isSafeInteger(each) && each >= 0 ? elementBelow(parent, each) : undefined;
    if (element) return element;
    throw unknown(parent, each, "is not an element: a number in a path counts the elements of a list, from 0");
  }
  if (typeof each !== "string") throw misuse(parent, "attribute", "takes names and numbers as steps");
  const found = attributeBelow(parent, each) ?? entryBelow(parent, each);
  if (found) return found;
  const names = namesBelow(parent);
  if (names.size === 0 && parent.steps.length > 0) {
    const advice = elementBelow(parent, 0) ? `; an element of it is ${formatPath([...parent.path, 0])}` : "";
    throw unknown(parent, each, `leads into ${formatPath(parent.path)}, which is not stored as a map${advice}`);
  }
  throw unknown(parent, each, `is not an attribute of the schema${didYouMean(each, names)}`);
}

function unknown({ model, path }: ReferenceData, each: string | number, message: string): ValidationError {
  return new ValidationError({
    entity: model.name,
    issues: [{ path: [...path, each], code: "unknown_attribute", message }],
  });
}
