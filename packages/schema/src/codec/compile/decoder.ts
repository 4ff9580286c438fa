import { decimalOf } from "../../shape/helper/decimal.ts";
import { allowedNames, isSkipped } from "../../shape/internals.ts";
import { runDecode } from "../../shape/run.ts";
import type { LiteralValue, ObjectShape, RecordShape, Shape, TupleShape } from "../../shape/shape.ts";
import { storedTypes } from "../../shape/stored-type.ts";
import { type AttributeValue, type WireType, wireType } from "../../wire/attribute-value.ts";
import { readInteger, readNumber } from "../../wire/number.ts";
import { interpretDecode } from "../interpret/interpret.ts";
import { unmarshalOpen } from "../open.ts";
import { decimalText } from "../scalar.ts";
import { INVALID } from "./invalid.ts";

/** Straight from the wire to the program value: types and transforms, no checks. `INVALID` where it does not know. */
export type Decoder = (stored: AttributeValue) => unknown;

const cache = new WeakMap<Shape, Decoder>();

/** Compiled on the first value, and once for each shape. */
export function decoderOf(shape: Shape): Decoder {
  const known = cache.get(shape);
  if (known) return known;
  let compiled: Decoder | undefined;
  const decoder: Decoder = (stored) => {
    compiled ??= compile(shape);
    return compiled(stored);
  };
  cache.set(shape, decoder);
  return decoder;
}

function interpreted(shape: Shape): Decoder {
  return (stored) => {
    const outcome = interpretDecode(shape, stored, [], false);
    return outcome.ok ? outcome.value : INVALID;
  };
}

function number(text: string): unknown {
  return readNumber(text) ?? INVALID;
}

function compile(shape: Shape): Decoder {
  switch (shape.kind) {
    case "string":
      if (shape.format === "template_literal") return interpreted(shape);
      return (stored) => ("S" in stored && typeof stored.S === "string" ? stored.S : INVALID);
    case "number":
      return (stored) => ("N" in stored && typeof stored.N === "string" ? number(stored.N) : INVALID);
    case "bigint":
      return (stored) => ("N" in stored && typeof stored.N === "string" ? (readInteger(stored.N) ?? INVALID) : INVALID);
    case "decimal":
      return (stored) => ("N" in stored && typeof stored.N === "string" ? decimalOf(decimalText(stored.N)) : INVALID);
    case "boolean":
      return (stored) => ("BOOL" in stored && typeof stored.BOOL === "boolean" ? stored.BOOL : INVALID);
    case "null":
      return (stored) => ("NULL" in stored && stored.NULL === true ? null : INVALID);
    case "bytes":
      return (stored) => ("B" in stored && stored.B !== undefined ? stored.B : INVALID);
    case "literal":
    case "enum": {
      const values: ReadonlySet<unknown> = new Set(shape.values);
      const byLetter = interpreted(shape);
      return (stored) => {
        if (!("S" in stored)) return byLetter(stored);
        return values.has(stored.S) ? stored.S : INVALID;
      };
    }
    case "set":
      if (shape.member.kind === "string" && shape.member.format !== "template_literal") {
        return (stored) => ("SS" in stored && stored.SS !== undefined ? new Set(stored.SS) : INVALID);
      }
      return interpreted(shape);
    case "array": {
      const element = decoderOf(shape.element);
      return (stored) => ("L" in stored && stored.L !== undefined ? list(stored.L, () => element) : INVALID);
    }
    case "tuple":
      return tuple(shape);
    case "object":
      return object(shape);
    case "record":
      return record(shape);
    case "union":
      return union(shape);
    case "discriminatedUnion": {
      const byLetter = interpreted(shape);
      return (stored) => {
        if (!("M" in stored) || stored.M === undefined) return INVALID;
        const tag = Object.hasOwn(stored.M, shape.discriminator) ? stored.M[shape.discriminator] : undefined;
        const variant = tag && shape.variants.get(unmarshalOpen(tag) as LiteralValue);
        return variant ? decoderOf(variant)(stored) : byLetter(stored);
      };
    }
    case "nullable": {
      const inner = decoderOf(shape.inner);
      return (stored) => ("NULL" in stored && stored.NULL === true ? null : inner(stored));
    }
    case "readonly": {
      const inner = decoderOf(shape.inner);
      return (stored) => {
        const value = inner(stored);
        return value === INVALID || ArrayBuffer.isView(value) ? INVALID : Object.freeze(value);
      };
    }
    case "catch": {
      const inner = decoderOf(shape.inner);
      const byLetter = interpreted(shape);
      return (stored) => {
        const value = inner(stored);
        return value === INVALID ? byLetter(stored) : value;
      };
    }
    case "optional":
    case "default":
    case "prefault":
    case "nonoptional": {
      const inner = decoderOf(shape.inner);
      return (stored) => {
        const value = inner(stored);
        // A codec may decode to undefined, and then the wrapper has its say.
        return value === undefined ? INVALID : value;
      };
    }
    case "lazy":
      return (stored) => decoderOf(shape.inner)(stored);
    case "codec":
      return codec(shape);
    case "pipe":
      return interpreted(shape);
    case "open":
      return (stored) => (wireType(stored) === undefined ? INVALID : unmarshalOpen(stored));
    default:
      return shape satisfies never;
  }
}

function date(time: number): Date | typeof INVALID {
  const value = new Date(time);
  return Number.isNaN(value.getTime()) ? INVALID : value;
}

function codec(shape: Extract<Shape, { readonly kind: "codec" }>): Decoder {
  switch (shape.helper) {
    case "epochSeconds":
    case "epochMilliseconds": {
      const unit = shape.helper === "epochSeconds" ? 1000 : 1;
      return (stored) => {
        const value = "N" in stored && typeof stored.N === "string" ? readNumber(stored.N) : undefined;
        return value === undefined ? INVALID : date(value * unit);
      };
    }
    case "isoDateTime":
      return (stored) => ("S" in stored && typeof stored.S === "string" ? date(Date.parse(stored.S)) : INVALID);
    default:
      return interpreted(shape);
  }
}

function list(elements: readonly AttributeValue[], element: (i: number) => Decoder | undefined): unknown {
  const values: unknown[] = [];
  for (let i = 0; i < elements.length; i++) {
    const stored = elements[i];
    const decode = element(i);
    const value = stored && decode ? decode(stored) : INVALID;
    if (value === INVALID) return INVALID;
    values.push(value);
  }
  return values;
}

function tuple(shape: TupleShape): Decoder {
  const items = shape.items.map(decoderOf);
  const rest = shape.rest && decoderOf(shape.rest);
  const byLetter = interpreted(shape);
  return (stored) => {
    if (!("L" in stored) || stored.L === undefined) return INVALID;
    // A shorter list is one with optional items at its end.
    return stored.L.length < items.length ? byLetter(stored) : list(stored.L, (i) => items[i] ?? rest);
  };
}

/** What stands for an attribute that is not stored; `undefined` if nothing does. */
export function decodeAbsent(shape: Shape): unknown {
  if (isSkipped(shape.schema)) return undefined;
  const result = runDecode(shape.schema, undefined, [], false);
  // What zod makes of undefined counts where it makes something.
  return result.ok && result.value !== undefined ? result.value : INVALID;
}

function object(shape: ObjectShape): Decoder {
  const properties = Array.from(shape.properties, ([name, property]) => ({
    name,
    property,
    decode: decoderOf(property),
  }));
  const catchall = shape.catchall && decoderOf(shape.catchall);
  return (stored) => {
    if (!("M" in stored) || stored.M === undefined) return INVALID;
    const map = stored.M;
    const values: { [name: string]: unknown } = {};
    for (const { name, property, decode } of properties) {
      const entry = Object.hasOwn(map, name) ? map[name] : undefined;
      const value = entry === undefined ? decodeAbsent(property) : decode(entry);
      if (value === INVALID) return INVALID;
      if (value !== undefined) values[name] = value;
    }
    if (!catchall) return values;
    for (const name of Object.keys(map)) {
      const entry = map[name];
      if (entry === undefined || name === "__proto__" || shape.properties.has(name)) continue;
      const value = catchall(entry);
      if (value === INVALID) return INVALID;
      values[name] = value;
    }
    return values;
  };
}

function record(shape: RecordShape): Decoder {
  if (allowedNames(shape.key.schema) || shape.key.kind !== "string" || shape.key.format === "template_literal") {
    return interpreted(shape);
  }
  const decode = decoderOf(shape.value);
  return (stored) => {
    if (!("M" in stored) || stored.M === undefined) return INVALID;
    const values: { [name: string]: unknown } = {};
    for (const [name, entry] of Object.entries(stored.M)) {
      // As zod has it: a name that could replace a prototype is dropped.
      if (name === "__proto__") continue;
      const value = decode(entry);
      if (value === INVALID) return INVALID;
      values[name] = value;
    }
    return values;
  };
}

function union(shape: Extract<Shape, { readonly kind: "union" }>): Decoder {
  const byType = new Map<WireType, Shape | null>();
  for (const option of shape.options) {
    for (const type of storedTypes(option)) byType.set(type, byType.has(type) ? null : option);
  }
  const byLetter = interpreted(shape);
  return (stored) => {
    const type = wireType(stored);
    const option = type && byType.get(type);
    return option ? decoderOf(option)(stored) : byLetter(stored);
  };
}
