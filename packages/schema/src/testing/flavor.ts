import * as classic from "zod";
import * as mini from "zod/mini";

/** What generated schemas are built with. `zod` and `zod/mini` have functions of the same names for all of it. */
export type Flavor = Pick<
  typeof classic,
  | "string"
  | "number"
  | "int"
  | "bigint"
  | "boolean"
  | "null"
  | "literal"
  | "enum"
  | "templateLiteral"
  | "set"
  | "array"
  | "tuple"
  | "object"
  | "strictObject"
  | "looseObject"
  | "record"
  | "partialRecord"
  | "union"
  | "discriminatedUnion"
  | "optional"
  | "nullable"
  | "readonly"
  | "nonoptional"
  | "lazy"
  | "pipe"
  | "codec"
  | "stringbool"
  | "unknown"
  | "_default"
  | "prefault"
  | "catch"
  | "uuid"
  | "iso"
  | "minLength"
  | "gte"
  | "refine"
  | "minSize"
>;

/**
 * Both faces of zod. The seam: mini's functions return its own classes, which have fewer methods; the generators call
 * no method but `check`, which both have.
 */
export const flavors: { readonly zod: Flavor; readonly mini: Flavor } = {
  zod: classic,
  mini: mini as unknown as Flavor,
};
