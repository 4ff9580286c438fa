import * as core from "zod/v4/core";
import type { HelperName } from "../shape.ts";
import { type Chained, chain } from "./chain.ts";
import { marked } from "./marker.ts";

/** Stored as a number, a `Date` in the program. */
export type NumberDateSchema = Chained<core.$ZodCodec<core.$ZodType<number, number>, core.$ZodType<Date, Date>>>;
/** Stored as a string, a `Date` in the program. */
export type StringDateSchema = Chained<core.$ZodCodec<core.$ZodType<string, string>, core.$ZodType<Date, Date>>>;

function dateAsNumber(name: HelperName, unit: number): NumberDateSchema {
  const stored = new core.$ZodNumberFormat({ type: "number", check: "number_format", format: "safeint", abort: false });
  const def = {
    type: "pipe" as const,
    in: stored,
    out: new core.$ZodDate({ type: "date" }),
    transform: (value: unknown) => new Date(Number(value) * unit),
    reverseTransform: (date: unknown) => Math.floor(Number(date) / unit),
  };
  return chain(
    new core.$ZodCodec(marked(def, name)) as core.$ZodCodec<core.$ZodType<number, number>, core.$ZodType<Date, Date>>,
  );
}

/**
 * A point in time, stored as a number of seconds since 1970 (type N) and a `Date` in the program. This is what DynamoDB
 * wants in a time-to-live attribute. Milliseconds are cut off.
 *
 * @example
 * schema: z.object({ sessionId: z.string(), expiresAt: epochSeconds().optional() })
 */
export function epochSeconds(): NumberDateSchema {
  return dateAsNumber("epochSeconds", 1000);
}

/**
 * A point in time, stored as a number of milliseconds since 1970 (type N) and a `Date` in the program.
 *
 * @example
 * schema: z.object({ deviceId: z.string(), seenAt: epochMilliseconds() })
 */
export function epochMilliseconds(): NumberDateSchema {
  return dateAsNumber("epochMilliseconds", 1);
}

/**
 * A point in time, stored as a string of fixed width in UTC with milliseconds (`2026-05-01T09:30:00.000Z`, type S) and a
 * `Date` in the program. Sorts in the order of time, so it may stand in a sort key. Years 0000 to 9999.
 *
 * @example
 * schema: z.object({ orderId: z.string(), placedAt: isoDateTime() })
 */
export function isoDateTime(): StringDateSchema {
  const def = {
    type: "pipe" as const,
    in: new core.$ZodISODateTime({
      type: "string",
      check: "string_format",
      format: "datetime",
      precision: 3,
      offset: false,
      local: false,
    }),
    out: new core.$ZodDate({ type: "date" }),
    transform: (text: unknown) => new Date(String(text)),
    reverseTransform: (date: unknown) => (date as Date).toISOString(),
  };
  return chain(
    new core.$ZodCodec(marked(def, "isoDateTime")) as core.$ZodCodec<
      core.$ZodType<string, string>,
      core.$ZodType<Date, Date>
    >,
  );
}
