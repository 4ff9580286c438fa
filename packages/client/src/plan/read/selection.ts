import { type EntityModel, type KeyTemplate, ValidationError } from "@keywright/schema";
import type { Partial } from "./decode.ts";

/** What a partial read asks of DynamoDB, and what of it the program gets. */
export interface Selection extends Partial {
  /** Stored names for the projection expression: what was asked for, the keys that tell whose item it is, and its expiry. */
  readonly storedNames: readonly string[];
}

/**
 * Turns `select` into a selection.
 *
 * @throws ValidationError for unknown attributes, and for none at all
 */
export function selection(model: EntityModel, select: readonly string[], templates: readonly KeyTemplate[]): Selection {
  const unknown = select.filter((name) => !model.attributes.has(name));
  if (unknown.length > 0 || select.length === 0) {
    const known = [...model.attributes.keys()].join(", ");
    const issues =
      select.length === 0
        ? [{ path: ["select"], code: "empty", message: "names no attribute. Leave it out to read all of them" }]
        : unknown.map((name) => ({
            path: ["select"],
            code: "unknown_attribute",
            message: `names an attribute that ${model.name} does not have: ${JSON.stringify(name)}. It has ${known}`,
          }));
    throw new ValidationError({ entity: model.name, issues });
  }
  const storedNames = new Set(select.map((name) => model.attributes.get(name)?.storedName ?? name));
  for (const template of templates) storedNames.add(template.keyAttribute.name);
  if (model.timeToLive) storedNames.add(model.timeToLive.storedName);
  if (model.typeAttribute) storedNames.add(model.typeAttribute.name);
  return { attributes: select, templates, storedNames: [...storedNames] };
}
