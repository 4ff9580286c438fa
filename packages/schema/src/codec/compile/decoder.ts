import { decimalOf } from "../../shape/helper/decimal.ts";
import { allowedNames } from "../../shape/internals.ts";
import type { LiteralValue, RecordShape, Shape, TupleShape } from "../../shape/shape.ts";
import { storedTypes } from "../../shape/stored-type.ts";
import { type AttributeValue, type WireType, wireType } from "../../wire/attribute-value.ts";
import { readIsoDate } from "../../wire/iso-date.ts";
import { readInteger, readNumber } from "../../wire/number.ts";
import { interpretDecode } from "../interpret/interpret.ts";
import { unmarshalOpen } from "../open.ts";
import { decimalText } from "../scalar.ts";
import { INVALID, type Invalid } from "./invalid.ts";
import { mapDecoder } from "./map-decoder.ts";

/** Straight from the wire to the program value: types and transforms, no checks. `INVALID` where it does not know. */
export type Decoder = (stored: AttributeValue) => unknown;

const cache = new WeakMap<Shape, Decoder>();

/** What a stored value may have: asked for by type, without looking first whether it is there. */
interface Tags {
  readonly S?: unknown;
  readonly N?: unknown;
  readonly B?: Uint8Array;
  readonly BOOL?: unknown;
  readonly NULL?: unknown;
  readonly L?: readonly AttributeValue[];
  readonly M?: { readonly [name: string]: AttributeValue };
  readonly SS?: readonly string[];
  readonly NS?: unknown;
  readonly BS?: unknown;
}

/** Compiled on the first value, and once for each shape. */
export function decoderOf(shape: Shape): Decoder {
  const known = cache.get(shape);
  if (known) return known;
  // Where the shape contains itself, what is inside finds this one, and calls what will have been compiled.
  let compiled: Decoder | undefined;
  cache.set(shape, (stored) => (compiled ? compiled(stored) : INVALID));
  compiled = compile(shape);
  cache.set(shape, compiled);
  return compiled;
}

function interpreted(shape: Shape): Decoder {
  return (stored) => {
    const outcome = interpretDecode(shape, stored, [], false);
    return outcome.ok ? outcome.value : INVALID;
  };
}

// As functions of the module, so that all shapes share one piece of code, which is compiled once and well.
const decodeString: Decoder = ({ S }: Tags) => (typeof S === "string" ? S : INVALID);
const decodeNumber: Decoder = ({ N }: Tags) => (typeof N === "string" ? (readNumber(N) ?? INVALID) : INVALID);
const decodeBigint: Decoder = ({ N }: Tags) => (typeof N === "string" ? (readInteger(N) ?? INVALID) : INVALID);
const decodeDecimal: Decoder = ({ N }: Tags) => (typeof N === "string" ? decimalOf(decimalText(N)) : INVALID);
const decodeBoolean: Decoder = ({ BOOL }: Tags) => (typeof BOOL === "boolean" ? BOOL : INVALID);
const decodeNull: Decoder = ({ NULL }: Tags) => (NULL === true ? null : INVALID);
const decodeBytes: Decoder = ({ B }: Tags) => (B === undefined ? INVALID : B);
const decodeStrings: Decoder = ({ SS }: Tags) => (SS === undefined ? INVALID : new Set(SS));
const decodeIsoDate: Decoder = ({ S }: Tags) => (typeof S === "string" ? valid(readIsoDate(S)) : INVALID);
const decodeOpen: Decoder = (stored) => (wireType(stored) === undefined ? INVALID : unmarshalOpen(stored));

function compile(shape: Shape): Decoder {
  switch (shape.kind) {
    case "string":
      return shape.format === "template_literal" ? interpreted(shape) : decodeString;
    case "number":
      return decodeNumber;
    case "bigint":
      return decodeBigint;
    case "decimal":
      return decodeDecimal;
    case "boolean":
      return decodeBoolean;
    case "null":
      return decodeNull;
    case "bytes":
      return decodeBytes;
    case "literal":
    case "enum": {
      const values: ReadonlySet<unknown> = new Set(shape.values);
      const byLetter = interpreted(shape);
      return (stored) => {
        const { S }: Tags = stored;
        return S === undefined ? byLetter(stored) : values.has(S) ? S : INVALID;
      };
    }
    case "set":
      if (shape.member.kind === "string" && shape.member.format !== "template_literal") {
        return decodeStrings;
      }
      return interpreted(shape);
    case "array": {
      const element = decoderOf(shape.element);
      return ({ L }: Tags) => (L === undefined ? INVALID : list(L, element));
    }
    case "tuple":
      return tuple(shape);
    case "object": {
      const decode = mapDecoder(shape, decoderOf);
      return ({ M }: Tags) => (M === undefined ? INVALID : decode(M));
    }
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
      if (alwaysGivesValue(shape.inner)) return inner;
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
      return decodeOpen;
    default:
      return shape satisfies never;
  }
}

/** Whether no stored value is decoded to undefined: whether no codec of the user's has a say. */
function alwaysGivesValue(shape: Shape): boolean {
  switch (shape.kind) {
    case "lazy":
    case "catch":
    case "union":
    case "discriminatedUnion":
    case "pipe":
    case "open":
      return false;
    case "codec":
      return shape.helper !== undefined && shape.helper !== "url";
    default:
      return !("inner" in shape) || alwaysGivesValue(shape.inner);
  }
}

function valid(date: Date): Date | Invalid {
  return Number.isNaN(date.getTime()) ? INVALID : date;
}

function codec(shape: Extract<Shape, { readonly kind: "codec" }>): Decoder {
  switch (shape.helper) {
    case "epochSeconds":
    case "epochMilliseconds": {
      const unit = shape.helper === "epochSeconds" ? 1000 : 1;
      return ({ N }: Tags) => {
        const value = typeof N === "string" ? readNumber(N) : undefined;
        return value === undefined ? INVALID : valid(new Date(value * unit));
      };
    }
    case "isoDateTime":
      return decodeIsoDate;
    default:
      return interpreted(shape);
  }
}

function list(elements: readonly AttributeValue[], decode: Decoder): unknown {
  const values: unknown[] = [];
  for (const stored of elements) {
    const value = stored ? decode(stored) : INVALID;
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
    const { L }: Tags = stored;
    if (L === undefined) return INVALID;
    // A shorter list is one with optional items at its end.
    if (L.length < items.length) return byLetter(stored);
    const values: unknown[] = [];
    for (const [i, element] of L.entries()) {
      const decode = items[i] ?? rest;
      const value = element && decode ? decode(element) : INVALID;
      if (value === INVALID) return INVALID;
      values.push(value);
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
    const { M } = stored;
    const values: { [name: string]: unknown } = {};
    for (const name of Object.keys(M)) {
      const entry = M[name];
      // As zod has it: a name that could replace a prototype is dropped.
      if (name === "__proto__" || entry === undefined) continue;
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
