import * as core from "zod/v4/core";
import { isoDateTime } from "./helper/date.ts";
import type { SchemaLike } from "./schema-like.ts";
import type { Shape } from "./shape.ts";
import { shapeOf } from "./walk.ts";

/** The shape of a version: a whole number. */
export function versionShape(): Shape {
  return read(new core.$ZodNumberFormat({ type: "number", check: "number_format", format: "safeint", abort: false }));
}

/** The shape of a timestamp: a string of fixed width in UTC, a `Date` in the program. */
export function timestampShape(): Shape {
  return read(isoDateTime());
}

function read(schema: SchemaLike): Shape {
  const result = shapeOf(schema);
  if ("shape" in result) return result.shape;
  throw new TypeError(
    `A managed attribute cannot be stored: ${result.problems.map(({ message }) => message).join("; ")}`,
  );
}
