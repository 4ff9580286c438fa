import { type ConditionNode, changesToActions, type PlannedChanges, referencesOf } from "@keywright/expressions";
import { type EntityModel, type Issue, objectVariants, ValidationError } from "@keywright/schema";
import type { UpdateDescription } from "../../operation/description.ts";
import { refuse } from "../refuse.ts";
import { keyAttributeNames } from "../stored-key.ts";
import { type Variant, variantCondition } from "./variants.ts";

/**
 * The changes of an update in stored form, in the object form or the callback form.
 *
 * @throws ValidationError
 */
export function planChanges({ model, changes }: UpdateDescription): PlannedChanges {
  const planned = changesToActions(model, changeList(model, changes));
  const issues = identityIssues(model, planned);
  if (model.discriminator === undefined && issues.length === 0) return planned;
  const written = new Set([...planned.set.keys(), ...planned.removed, ...planned.computed]);
  issues.push(...variantIssues(model, written));
  if (issues.length > 0) throw new ValidationError({ entity: model.name, issues });
  const condition = writableCondition(model, written);
  return condition ? { ...planned, conditions: [condition, ...planned.conditions] } : planned;
}

function changeList(model: EntityModel, changes: UpdateDescription["changes"]): object {
  if (typeof changes === "function") {
    const actions: unknown = changes(referencesOf<never>(model));
    if (Array.isArray(actions)) return actions.filter(Boolean);
    throw refuse(model, [], "invalid_update", "the callback of update must return a list of set(...)");
  }
  if (typeof changes === "object" && changes !== null && !Array.isArray(changes)) return changes;
  const message = "update takes an object of changes, or a callback that returns a list of set(...)";
  throw refuse(model, [], "invalid_update", message);
}

// An item would become another one, or one that its schema does not allow.
function identityIssues(model: EntityModel, { set, removed, computed }: PlannedChanges): Issue[] {
  const isWritten = (name: string): boolean => set.has(name) || removed.has(name) || computed.has(name);
  const issues: Issue[] = [];
  for (const name of keyAttributeNames(model)) {
    if (!isWritten(name)) continue;
    const message = "is part of the primary key, which no update can change. Write a new item and delete this one";
    issues.push({ path: [name], code: "key_attribute", message });
  }
  if (model.discriminator !== undefined && isWritten(model.discriminator)) {
    const message =
      "tells the variants of the item apart: changing it alone would leave attributes of the other variant. Put the whole item";
    issues.push({ path: [model.discriminator], code: "discriminator", message });
  }
  return issues;
}

// No stored item could be right to take both of them.
function variantIssues(model: EntityModel, written: ReadonlySet<string>): readonly Issue[] {
  const { discriminator } = model;
  if (discriminator === undefined || written.has(discriminator)) return [];
  const variants = objectVariants(model.root);
  if (variants.some((variant) => takes(variant, written))) return [];
  const some = [...written].filter((name) => variants.some(({ properties }) => !properties.has(name)));
  const message = `${some.join(" and ")} are attributes of different variants by '${discriminator}'. Update those of one variant, or put the whole item to change its variant`;
  return [{ path: [], code: "mixed_variants", message }];
}

function takes({ properties, catchall }: Variant, written: ReadonlySet<string>): boolean {
  return catchall !== undefined || [...written].every((name) => properties.has(name));
}

/** The stored item is of a variant that has the attributes written: another would keep them and never read them. */
function writableCondition(model: EntityModel, written: ReadonlySet<string>): ConditionNode | undefined {
  const { discriminator } = model;
  if (discriminator === undefined) return undefined;
  const variants = objectVariants(model.root);
  const fitting = variants.filter((variant) => takes(variant, written));
  return fitting.length === variants.length ? undefined : variantCondition(model, discriminator, fitting);
}
