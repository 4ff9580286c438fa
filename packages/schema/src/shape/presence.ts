import { isOptionalOut } from "./internals.ts";
import { defaultOf as defaultOfSchema } from "./run.ts";
import type { Shape } from "./shape.ts";

/** Whether the program may leave the value out, and finds it missing then. A default is not optional: something stands for it. */
export function isOptional(shape: Shape): boolean {
  return isOptionalOut(shape.schema);
}

/** What stands for an absent value on the program side; `undefined` where nothing does. Called anew for each value. */
export function defaultOf(shape: Shape): unknown {
  return defaultOfSchema(shape.schema);
}
