import { defaultOf, isOptional, type Shape, storedTypes } from "@keywright/schema";

/** Whether an item without this value can be read: it is optional, or the schema puts something in its place. */
export function isReadableWhenAbsent(shape: Shape): boolean {
  return isOptional(shape) || defaultOf(shape) !== undefined;
}

/** Whether a path through this value may lead nowhere: it may be absent, or be stored as something that is no map or list. */
export function isUncertain(shape: Shape): boolean {
  const types = storedTypes(shape);
  return isOptional(shape) || !(types.size === 1 && (types.has("M") || types.has("L")));
}
