import { type EntityModel, isKeyOf, type KeyTemplate, resemblesKey, type WireItem } from "@keywright/schema";
import { epochSecondsOf } from "../context.ts";
import { own } from "../own.ts";

/**
 * Whether a stored item is one of this entity. Its type attributes decide where it has them: then its keys need only the
 * literals of the templates, because other programs write values that could not be read back out of a key. Otherwise its
 * keys must be keys of the templates.
 *
 * @example
 * isItemOf(Task.model, { PK: { S: "USER#u1" }, SK: { S: "TASK#t1" } }); // true
 */
export function isOwn(model: EntityModel, item: WireItem): boolean {
  const type = typeOf(model, item);
  return type !== "other" && model.key.every((template) => hasKey(template, item, type));
}

/** Whether a stored item has a key of a template, by what its type attributes say. */
export function hasKey(template: KeyTemplate, item: WireItem, type: "own" | "unknown"): boolean {
  const value = own(item, template.keyAttribute.name);
  if (value === undefined) return false;
  return type === "own" ? resemblesKey(template, value) : isKeyOf(template, value);
}

/** What the type attributes of a stored item say; `unknown` where it lacks one. */
export function typeOf({ typeAttributes }: EntityModel, item: WireItem): "own" | "other" | "unknown" {
  let missing = typeAttributes.length === 0;
  for (const { name, value } of typeAttributes) {
    const type = own(item, name);
    if (type === undefined) missing = true;
    else if (!("S" in type) || type.S !== value) return "other";
  }
  return missing ? "unknown" : "own";
}

/** Whether the time to live of a stored item is over. */
export function isExpired(model: EntityModel, item: WireItem, now: Date): boolean {
  const value = model.timeToLive && own(item, model.timeToLive.storedName);
  return value !== undefined && "N" in value && Number(value.N) <= epochSecondsOf(now);
}
