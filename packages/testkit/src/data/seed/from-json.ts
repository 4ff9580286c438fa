import { compileCodec, type Shape, toDecimal } from "keywright";
import { isRecord } from "../stored/wire-json.ts";

/**
 * A program value of what JSON can write: dates and addresses as text, exact and large numbers as text or numbers, binary as
 * base64, sets as lists, everything else as it is. What cannot be read is left as it is, for the schema to refuse.
 */
export function valueFromJson(shape: Shape, json: unknown): unknown {
  switch (shape.kind) {
    case "bigint":
      return isInteger(json) ? BigInt(json) : json;
    case "decimal":
      return isDecimal(json) ? toDecimal(json) : json;
    case "bytes":
      return typeof json === "string" ? Uint8Array.from(Buffer.from(json, "base64")) : json;
    case "set":
      return Array.isArray(json) ? new Set(json.map((member) => valueFromJson(shape.member, member))) : json;
    case "array":
      return Array.isArray(json) ? json.map((element) => valueFromJson(shape.element, element)) : json;
    case "tuple":
      return Array.isArray(json) ? json.map((item, i) => part(shape.items[i] ?? shape.rest, item)) : json;
    case "object":
      return entries(json, (name) => shape.properties.get(name) ?? shape.catchall);
    case "record":
      return entries(json, () => shape.value);
    case "union":
      return firstFit(shape.options, json);
    case "discriminatedUnion": {
      const tag = isRecord(json) ? json[shape.discriminator] : undefined;
      return part(shape.variants.get(tag as never), json);
    }
    case "codec":
      return ofCodec(shape, json);
    case "pipe":
      return valueFromJson(shape.program, json);
    case "nullable":
      return json === null ? null : valueFromJson(shape.inner, json);
    default:
      return "inner" in shape ? valueFromJson(shape.inner, json) : json;
  }
}

function part(shape: Shape | undefined, json: unknown): unknown {
  return shape ? valueFromJson(shape, json) : json;
}

function entries(json: unknown, shapeOf: (name: string) => Shape | undefined): unknown {
  if (!isRecord(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, part(shapeOf(name), value)]));
}

function firstFit(options: readonly Shape[], json: unknown): unknown {
  for (const option of options) {
    const value = valueFromJson(option, json);
    if (fits(() => compileCodec(option).encode(value, "", []))) return value;
  }
  return json;
}

function ofCodec(shape: Extract<Shape, { readonly kind: "codec" }>, json: unknown): unknown {
  if (shape.helper === "url") return typeof json === "string" && URL.canParse(json) ? new URL(json) : json;
  if (shape.helper) {
    const date = typeof json === "string" || typeof json === "number" ? new Date(json) : undefined;
    return date && !Number.isNaN(date.getTime()) ? date : json;
  }
  if (shape.program) return valueFromJson(shape.program, json);
  // The program's side is nothing that JSON has: what stands there is the stored side.
  const read = (): unknown => compileCodec(shape).decode(compileCodec(shape.stored).encode(json, "", []), "", []);
  return fits(read) ? read() : json;
}

function fits(step: () => unknown): boolean {
  try {
    step();
    return true;
  } catch {
    return false;
  }
}

function isInteger(json: unknown): json is string | number {
  return typeof json === "number" ? Number.isSafeInteger(json) : typeof json === "string" && /^-?\d+$/.test(json);
}

function isDecimal(json: unknown): json is string | number {
  if (typeof json !== "number" && typeof json !== "string") return false;
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(String(json)) && fits(() => toDecimal(json));
}
