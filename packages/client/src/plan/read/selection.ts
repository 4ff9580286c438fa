import { PathNode } from "@keywright/expressions";
import {
  type AttributeMask,
  type EntityModel,
  type Issue,
  type KeyTemplate,
  type Shape,
  storedShape,
  ValidationError,
} from "@keywright/schema";
import type { Select } from "../../operation/description.ts";
import { storedName } from "../stored-key.ts";
import { checkMask, isMask, maskPaths } from "./mask.ts";
import { isReadable } from "./readable.ts";
import { isProjected, type Target } from "./target.ts";

/** Which attributes a partial read has. */
export interface Selection {
  /** Program names. */
  readonly attributes: readonly string[];
  /** What is read of those that are not read whole. */
  readonly mask?: AttributeMask;
  /** Key templates that may give attributes which were not read themselves. */
  readonly templates: readonly KeyTemplate[];
  /** Whether what tells the options of a union apart is read along. */
  readonly discriminated: boolean;
  /** Whether items are read whole all the same, because upgrade steps need all of an item. */
  readonly whole: boolean;
}

/**
 * The attributes that `select` names.
 *
 * @throws ValidationError for none at all, for unknown attributes, and for those that an index does not hold
 */
export function selected(model: EntityModel, given: Select, target: Target): Selection {
  const mask = isMask(given) ? given : {};
  const select = selectedNames(given);
  if (!Array.isArray(select) || select.length === 0) {
    throw refusal(model, [{ code: "empty", message: "names no attribute. Leave it out to read all of them" }]);
  }
  const unknown = select.filter((name) => !model.attributes.has(name));
  if (unknown.length > 0) {
    const known = [...model.attributes.keys()].join(", ");
    const code = "unknown_attribute";
    throw refusal(
      model,
      unknown.map((name) => ({
        code,
        message: `names an attribute that ${model.name} does not have: ${JSON.stringify(name)}. It has ${known}`,
      })),
    );
  }
  checkMask(model, mask);
  // A local index lies beside its table, which fetches what it does not hold.
  const whole = model.upgrade !== undefined && target.projection === "ALL";
  const selection = { ...keysOnly(model, target), attributes: select, mask, whole };
  if (target.type === "local") {
    return isFetched(model, target, select) ? { ...selection, discriminated: true } : selection;
  }
  const readable = new Set(projected(model, target)?.attributes ?? select);
  const missing = select.filter((name) => !readable.has(name));
  if (missing.length > 0) {
    const message = `names attributes that the index ${target.name} does not project: ${missing.join(", ")}. Project them, or read the items from the table`;
    throw refusal(model, [{ code: "not_projected", message }]);
  }
  return selection;
}

/** What an index gives of an item: what it projects, and what its keys are made of. `undefined` where that is all of it. */
export function projected(model: EntityModel, target: Target): Selection | undefined {
  if (target.projection === "ALL") return undefined;
  const inKeys = new Set(
    target.templates.flatMap((template) => template.attributes.filter((name) => isReadable(template, name))),
  );
  const attributes = [...model.attributes.values()]
    .filter((attribute) => inKeys.has(attribute.name) || isProjected(target, attribute.storedName))
    .map(({ name }) => name);
  return { ...keysOnly(model, target), attributes };
}

/** Keys alone: whose item it is, and where. */
export function keysOnly(model: EntityModel, target: Target): Selection {
  const discriminated = discriminators(model.root).every((name) => isProjected(target, storedName(model, name)));
  return { attributes: [], templates: target.templates, discriminated, whole: false };
}

/** The names that `select` has at the root. */
export function selectedNames(select: Select): readonly string[] {
  return isMask(select) ? Object.keys(select) : (select as readonly string[]);
}

/** Paths for a projection expression: of attributes with a mask what it names, of others all. */
export function projectionPaths(model: EntityModel, selection: Selection, target: Target): readonly PathNode[] {
  const masked = new Map(
    Object.entries(selection.mask ?? {}).map(([name, mask]) => [storedName(model, name), maskPaths(model, name, mask)]),
  );
  return projectionNames(model, selection, target).flatMap((name) => masked.get(name) ?? [PathNode([name])]);
}

/** Stored names for a projection expression: what was asked for, and what tells whose item it is, of which option, and its expiry. */
function projectionNames(model: EntityModel, { attributes }: Selection, target: Target): readonly string[] {
  const names = new Set(attributes.map((name) => storedName(model, name)));
  for (const name of target.keyAttributes) names.add(name);
  if (model.timeToLive) names.add(model.timeToLive.storedName);
  for (const { name } of model.typeAttributes) names.add(name);
  for (const name of discriminators(model.root)) names.add(storedName(model, name));
  // A global index refuses to project what it does not hold. What a local one does not hold costs a read of each item.
  if (target.type !== "local") return [...names].filter((name) => isProjected(target, name));
  return isFetched(model, target, attributes) ? [...names] : [...names].filter((name) => isProjected(target, name));
}

/** Whether a local index has its table fetch some of these attributes: it neither projects them nor has them in a key. */
export function isFetched(model: EntityModel, target: Target, attributes: readonly string[]): boolean {
  if (target.type !== "local") return false;
  const isHeld = (name: string): boolean =>
    isProjected(target, storedName(model, name)) || target.templates.some((template) => isReadable(template, name));
  return !attributes.every(isHeld);
}

/** The attributes that tell which option of a union an item is. */
function discriminators(root: Shape): readonly string[] {
  const shape = storedShape(root);
  return shape.kind === "discriminatedUnion" ? [shape.discriminator, ...shape.options.flatMap(discriminators)] : [];
}

function refusal(model: EntityModel, issues: readonly Pick<Issue, "code" | "message">[]): ValidationError {
  return new ValidationError({
    entity: model.name,
    issues: issues.map((issue) => ({ path: ["select"], ...issue })),
  });
}
