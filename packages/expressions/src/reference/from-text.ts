import {
  canonicalNumber,
  compileCodec,
  elementShape,
  memberShape,
  ReadError,
  type Shape,
  storedShape,
  ValidationError,
} from "@keywright/schema";
import { misuse } from "./misuse.ts";
import type { Operand } from "./ref.ts";
import { type ReferenceData, referenceData } from "./reference.ts";

/** What text becomes: of a set or list, one member or element. */
export type FromText<V> =
  Exclude<V, undefined | null> extends ReadonlySet<infer M> | readonly (infer M)[] ? M : Exclude<V, undefined | null>;

const number = /^-?(0|[1-9]\d*)(\.\d+)?$/;
const day = "\\d{4}-\\d\\d-\\d\\d";
const time = "\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,3})?)?";
const dateTime = new RegExp(`^${day}(T${time}(Z|[+-]\\d\\d:\\d\\d))?$`);

/**
 * Turns text, as a query string has it, into a value that an operator takes for an attribute: numbers and exact decimals in
 * decimal notation, `true` and `false`, members of enums, dates in ISO 8601 (with their time zone, or a day alone, which
 * begins at midnight UTC), addresses, and what other codecs read from text or a number. Of a set or list it is one member, for `contains`; of a size a number.
 * Where an attribute may be one of several types, the first in the schema that takes the text.
 *
 * @example
 * lt(t.points, fromText(t.points, "10")) // #points < :points
 * isIn(attribute(Task, "status"), ["OPEN", "DONE"].map((text) => fromText(attribute(Task, "status"), text))) // #status IN (:status, :status_2)
 * @throws {ValidationError} for text that does not fit the attribute; it names the attribute and never holds the text.
 */
export function fromText<E, V, S>(attribute: Operand<E, V, S>, text: string): FromText<V> {
  const data = referenceData(attribute);
  if (!data || data.steps.length === 0) throw misuse(data, "fromText", "takes a reference first, such as t.status");
  if (typeof text !== "string") throw misuse(data, "fromText", "takes text");
  // A seam: the type is a phantom, and the schema has checked the value.
  return read(data, text) as FromText<V>;
}

function read(data: ReferenceData, text: string): unknown {
  if (data.kind === "size") {
    if (number.test(text)) return Number(text);
    throw misuse(data, "fromText", "takes a decimal number for a size");
  }
  const shape = memberShape(data.shape) ?? elementShape(data.shape) ?? data.shape;
  const readings = readingsOf(shape, text);
  const problems: string[] = [];
  for (const value of readings) {
    try {
      compileCodec(shape).encode(value, data.model.name, data.path);
      return value;
    } catch (error) {
      if (!ValidationError.isInstance(error)) throw error;
      problems.push(...error.issues.map(({ message }) => message));
    }
  }
  const [problem = `takes ${[...new Set(wordsOf(shape))].join(" or ")}`] = problems;
  throw misuse(data, "fromText", problem);
}

/** What the text may mean for a shape, in the order of the schema. */
function readingsOf(shape: Shape, text: string): readonly unknown[] {
  switch (shape.kind) {
    case "string":
    case "open":
      return [text];
    case "number":
      return number.test(text) && canonicalNumber(String(Number(text))) === canonicalNumber(text) ? [Number(text)] : [];
    case "bigint":
      return number.test(text) && !text.includes(".") ? [BigInt(text)] : [];
    case "decimal":
      return number.test(text) ? [{ value: text }] : [];
    case "boolean":
      return text === "true" || text === "false" ? [text === "true"] : [];
    case "literal":
    case "enum":
      return shape.values.filter((value) => value !== null && String(value) === text);
    case "union":
      return shape.options.flatMap((option) => readingsOf(option, text));
    case "codec":
    case "pipe":
      return decoded(shape, text);
    case "null":
    case "bytes":
    case "set":
    case "array":
    case "tuple":
    case "object":
    case "record":
    case "discriminatedUnion":
      return [];
    default:
      return readingsOf(shape.inner, text);
  }
}

/** What a codec makes of text that is read as its stored side. */
function decoded(shape: Extract<Shape, { readonly stored: Shape }>, text: string): readonly unknown[] {
  if (isDate(shape)) {
    const date = new Date(text);
    return dateTime.test(text) && !Number.isNaN(date.getTime()) && isDay(text) ? [date] : [];
  }
  return readingsOf(shape.stored, text).flatMap((value) => {
    try {
      const stored = compileCodec(shape.stored).encode(value, "text", []);
      return [compileCodec(shape).decode(stored, "text", [])];
    } catch (error) {
      // The schema does not take it.
      if (ValidationError.isInstance(error) || ReadError.isInstance(error)) return [];
      throw error;
    }
  });
}

function isDate(shape: Shape): boolean {
  return shape.kind === "codec" && shape.helper !== undefined && shape.helper !== "url";
}

// `Date` makes 2026-02-30 a day of March.
function isDay(text: string): boolean {
  const begin = text.slice(0, 10);
  return new Date(begin).toISOString().startsWith(begin);
}

/** What a shape takes, in words. */
function wordsOf(shape: Shape): readonly string[] {
  if (isDate(shape)) return ["a date in ISO 8601, such as 2026-05-01 or 2026-05-01T09:30:00Z"];
  if (shape.kind === "union") return shape.options.flatMap(wordsOf);
  if (shape.kind === "codec" || shape.kind === "pipe") return ["what the codec of the attribute reads"];
  if ("inner" in shape) return wordsOf(shape.inner);
  const stored = storedShape(shape);
  switch (stored.kind) {
    case "number":
    case "decimal":
      return ["a decimal number"];
    case "bigint":
      return ["an integer"];
    case "boolean":
      return ["true or false"];
    case "literal":
    case "enum":
      return [`one of ${stored.values.map((value) => JSON.stringify(String(value))).join(", ")}`];
    default:
      return ["strings, numbers, booleans, dates and enums only: this attribute has no form in text"];
  }
}
