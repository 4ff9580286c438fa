// The seam to zod: what `_zod` holds is typed by `zod/v4/core` and read nowhere outside of this folder.
import * as core from "zod/v4/core";
import type { SchemaLike } from "./schema-like.ts";

/** A schema with zod's own types, whatever made it: `zod`, `zod/mini` or a helper of this library. */
export type ZodSchema = core.$ZodType;

export function zodSchema(schema: SchemaLike): ZodSchema {
  return schema as ZodSchema;
}

/** Whether a value is a zod 4 schema, of any copy of zod. */
export function isZodSchema(value: unknown): value is ZodSchema {
  if (typeof value !== "object" || value === null) return false;
  const internals = (value as { readonly _zod?: { readonly def?: unknown; readonly run?: unknown } | null })._zod;
  return internals !== undefined && internals !== null && internals.def !== undefined && internals.run !== undefined;
}

export function unionSchema(options: readonly SchemaLike[]): SchemaLike {
  return new core.$ZodUnion({ type: "union", options: options.map(zodSchema) });
}

/** Whether the program side may leave the value out. */
export function isOptionalOut(schema: SchemaLike): boolean {
  return zodSchema(schema)._zod.optout === "optional";
}

/** Whether the schema puts something in the place of a value that is absent. */
export function isDefaulted(schema: SchemaLike): boolean {
  return zodSchema(schema)._zod.optin === "defaulted";
}

/** Whether the stored side may lack the value. */
export function isOptionalIn(schema: SchemaLike): boolean {
  return zodSchema(schema)._zod.optin !== undefined;
}

/** The names that a record may have, where its keys are an enum or literals. */
export function allowedNames(key: SchemaLike): ReadonlySet<string> | undefined {
  const { values } = zodSchema(key)._zod;
  return values && new Set(Array.from(values, String));
}

/** Whether zod leaves an absent property out, in both directions and whatever the schema would make of it. */
export function isSkipped(schema: SchemaLike): boolean {
  const { optin, optout } = zodSchema(schema)._zod;
  return optin === "optional" && optout === "optional";
}
