import { type EntityModel, readKey, type WireItem } from "@keywright/schema";
import { epochSecondsOf } from "../context.ts";
import { own } from "../own.ts";

/** Whether a stored item is one of this entity: its keys are keys of the entity's templates, and its type attribute agrees. */
export function isOwn(model: EntityModel, item: WireItem): boolean {
  for (const template of model.key) {
    const value = own(item, template.keyAttribute.name);
    if (value === undefined || readKey(template, value) === undefined) return false;
  }
  if (model.typeAttribute === undefined) return true;
  const type = own(item, model.typeAttribute.name);
  return type === undefined || ("S" in type && type.S === model.typeAttribute.value);
}

/** Whether the time to live of a stored item is over. */
export function isExpired(model: EntityModel, item: WireItem, now: Date): boolean {
  const value = model.timeToLive && own(item, model.timeToLive.storedName);
  return value !== undefined && "N" in value && Number(value.N) <= epochSecondsOf(now);
}
