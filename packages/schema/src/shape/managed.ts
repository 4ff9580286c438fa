import * as core from "zod/v4/core";
import { epochMilliseconds, epochSeconds, isoDateTime } from "./helper/date.ts";
import type { SchemaLike } from "./schema-like.ts";
import type { Shape } from "./shape.ts";
import { shapeOf } from "./walk.ts";

let version: Shape | undefined;

/** The shape of a version: a whole number. */
export function versionShape(): Shape {
  version ??= read(
    new core.$ZodNumberFormat({ type: "number", check: "number_format", format: "safeint", abort: false }),
  );
  return version;
}

/** How timestamps are stored: as a string of fixed width in UTC, or as a number. */
export type TimestampFormat = "isoDateTime" | "epochMilliseconds" | "epochSeconds";

const timestamps = { isoDateTime, epochMilliseconds, epochSeconds };

export const timestampFormats: readonly string[] = Object.keys(timestamps);

const shapes = new Map<TimestampFormat, Shape>();

/** The shape of a timestamp: a `Date` in the program. */
export function timestampShape(format: TimestampFormat): Shape {
  let shape = shapes.get(format);
  if (shape === undefined) {
    shape = read(timestamps[format]());
    shapes.set(format, shape);
  }
  return shape;
}

function read(schema: SchemaLike): Shape {
  const result = shapeOf(schema);
  if ("shape" in result) return result.shape;
  throw new TypeError(
    `A managed attribute cannot be stored: ${result.problems.map(({ message }) => message).join("; ")}`,
  );
}
