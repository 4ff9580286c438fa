import type { Issue } from "../../error/issue.ts";
import { isBytes } from "../../shape/helper/bytes.ts";
import { compileChecks, hasChecks } from "../../shape/run.ts";
import type { LiteralValue, RecordShape, SetShape, Shape } from "../../shape/shape.ts";
import type { AttributeValue } from "../../wire/attribute-value.ts";
import { fill } from "../interpret/fill.ts";
import { interpretEncode } from "../interpret/interpret.ts";
import { marshalOpen } from "../open.ts";
import { define, own } from "../property.ts";
import { decimalProblem, decimalText, doubleProblem, doubleText, isMapLike } from "../scalar.ts";
import { INVALID, type Invalid } from "./invalid.ts";
import { mapEncoder } from "./map-encoder.ts";
import { optionFor } from "./option-for.ts";

/** Straight from a program value to the wire. Never says why it refuses. `undefined` is never passed in. */
export type Encoder = (value: unknown) => AttributeValue | Invalid;

const cache = new WeakMap<Shape, Encoder>();

/** Compiled on the first value, and once for each shape. */
export function encoderOf(shape: Shape): Encoder {
  const known = cache.get(shape);
  if (known) return known;
  // Where the shape contains itself, what is inside finds this one, and calls what will have been compiled.
  let compiled: Encoder | undefined;
  cache.set(shape, (value) => (compiled ? compiled(value) : INVALID));
  compiled = compile(shape);
  cache.set(shape, compiled);
  return compiled;
}

function compile(shape: Shape): Encoder {
  const encode = isLeaf(shape) ? leaf(shape) : container(shape);
  if (shape.kind === "string" && shape.format === "template_literal") return (value) => interpreted(shape, value);
  const check = compileChecks(shape.schema, INVALID);
  if (check === undefined) return encode;
  if (isLeaf(shape)) {
    return (value) => {
      const stored = encode(value);
      if (stored === INVALID) return INVALID;
      const checked = check(value);
      if (checked === value) return stored;
      return checked === INVALID ? INVALID : encode(checked);
    };
  }
  // The checks of a container see the value with its defaults, as zod's own would.
  return (value) => {
    const issues: Issue[] = [];
    const filled = fill(shape, value, [], issues);
    // A check that changes a container is left to zod.
    return issues.length === 0 && check(filled) === filled ? encode(filled) : INVALID;
  };
}

type Leaf = Extract<
  Shape,
  { readonly kind: "string" | "number" | "bigint" | "boolean" | "null" | "literal" | "enum" | "bytes" | "decimal" }
>;

function isLeaf(shape: Shape): shape is Leaf {
  return ["string", "number", "bigint", "boolean", "null", "literal", "enum", "bytes", "decimal"].includes(shape.kind);
}

// As functions of the module, so that all shapes share one piece of code, which is compiled once and well.
const encodeString: Encoder = (value) => (typeof value === "string" && value.isWellFormed() ? { S: value } : INVALID);
const encodeNumber: Encoder = (value) =>
  typeof value === "number" && doubleProblem(value) === undefined ? { N: doubleText(value) } : INVALID;
const encodeBigint: Encoder = (value) =>
  typeof value === "bigint" && decimalProblem(String(value)) === undefined ? { N: String(value) } : INVALID;
const encodeBoolean: Encoder = (value) => (typeof value === "boolean" ? { BOOL: value } : INVALID);
const encodeNull: Encoder = (value) => (value === null ? { NULL: true } : INVALID);
const encodeBytes: Encoder = (value) => (isBytes(value) ? { B: value } : INVALID);
const encodeDecimal: Encoder = (value) => {
  const text = typeof value === "object" && value !== null && "value" in value ? value.value : undefined;
  return typeof text === "string" && decimalProblem(text) === undefined ? { N: decimalText(text) } : INVALID;
};

function leaf(shape: Leaf): Encoder {
  switch (shape.kind) {
    case "string":
      return encodeString;
    case "number":
      return encodeNumber;
    case "bigint":
      return encodeBigint;
    case "boolean":
      return encodeBoolean;
    case "null":
      return encodeNull;
    case "bytes":
      return encodeBytes;
    case "decimal":
      return encodeDecimal;
    case "literal":
    case "enum": {
      const values: ReadonlySet<unknown> = new Set(shape.values);
      return (value) => {
        if (!values.has(value)) return INVALID;
        return typeof value === "string" ? encodeString(value) : open(value);
      };
    }
    default:
      return shape satisfies never;
  }
}

function open(value: unknown): AttributeValue | Invalid {
  const issues: Issue[] = [];
  const stored = marshalOpen(value, [], issues);
  return issues.length === 0 ? stored : INVALID;
}

function container(shape: Exclude<Shape, Leaf>): Encoder {
  switch (shape.kind) {
    case "open":
      return open;
    case "set":
      return set(shape);
    case "array": {
      const element = encoderOf(shape.element);
      return (value) => (Array.isArray(value) ? list(value, element) : INVALID);
    }
    case "tuple": {
      const items = shape.items.map(encoderOf);
      const rest = shape.rest && encoderOf(shape.rest);
      return (value) => {
        if (!Array.isArray(value) || value.length < items.length) return INVALID;
        const stored: AttributeValue[] = [];
        for (const [i, item] of value.entries()) {
          const encode = items[i] ?? rest;
          const result: AttributeValue | Invalid = item === undefined || !encode ? INVALID : encode(item);
          if (result === INVALID) return INVALID;
          stored.push(result);
        }
        return { L: stored };
      };
    }
    case "object": {
      const encode = mapEncoder(shape, encoderOf);
      return (value) => {
        const stored = encode(value);
        return stored === INVALID ? INVALID : { M: stored };
      };
    }
    case "record":
      return record(shape);
    case "union": {
      const choose = optionFor(shape);
      return (value) => {
        const option = choose(value);
        return option ? encoderOf(option)(value) : interpreted(shape, value);
      };
    }
    case "discriminatedUnion":
      return (value) => {
        if (!isMapLike(value)) return INVALID;
        const tag = own(value, shape.discriminator) as LiteralValue | undefined;
        const variant = tag === undefined ? undefined : shape.variants.get(tag);
        return variant ? encoderOf(variant)(value) : interpreted(shape, value);
      };
    case "nullable": {
      const inner = encoderOf(shape.inner);
      return (value) => (value === null ? { NULL: true } : inner(value));
    }
    case "optional":
    case "default":
    case "prefault":
    case "readonly":
    case "nonoptional":
    case "catch":
      return encoderOf(shape.inner);
    case "lazy":
      return (value) => encoderOf(shape.inner)(value);
    case "codec":
      return codec(shape);
    case "pipe":
      return (value) => interpreted(shape, value);
    default:
      return shape satisfies never;
  }
}

function interpreted(shape: Shape, value: unknown): AttributeValue | Invalid {
  const outcome = interpretEncode(shape, value, []);
  return outcome.ok ? outcome.value : INVALID;
}

function codec(shape: Extract<Shape, { readonly kind: "codec" }>): Encoder {
  if (shape.helper === "url" || shape.helper === undefined) return (value) => interpreted(shape, value);
  const unit = { epochSeconds: 1000, epochMilliseconds: 1, isoDateTime: 0 }[shape.helper];
  return (value) => {
    if (!(value instanceof Date)) return INVALID;
    const time = value.getTime();
    if (Number.isNaN(time)) return INVALID;
    if (unit > 0) return { N: String(Math.floor(time / unit)) };
    const text = value.toISOString();
    return text.length === 24 ? { S: text } : INVALID;
  };
}

function set(shape: SetShape): Encoder {
  const { member } = shape;
  // Members that are stored as what they are need no more than the rules of sets.
  if (member.kind === "string" && !hasChecks(member.schema) && member.format === undefined) return plainSet("string");
  if (member.kind === "number" && !hasChecks(member.schema)) return plainSet("number");
  return (value) => interpreted(shape, value);
}

function plainSet(type: "string" | "number"): Encoder {
  return (value) => {
    if (!(value instanceof Set) || value.size === 0) return INVALID;
    const members: string[] = [];
    for (const member of value) {
      if (typeof member === "string" && type === "string" && member.isWellFormed()) members.push(member);
      else if (typeof member === "number" && type === "number" && doubleProblem(member) === undefined) {
        members.push(doubleText(member));
      } else return INVALID;
    }
    // Strings, and numbers that are exact, differ where they are stored if they differ here.
    return type === "string" ? { SS: members } : { NS: members };
  };
}

function list(values: readonly unknown[], encode: Encoder): AttributeValue | Invalid {
  const stored: AttributeValue[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const result = value === undefined ? INVALID : encode(value);
    if (result === INVALID) return INVALID;
    stored.push(result);
  }
  return { L: stored };
}

function record(shape: RecordShape): Encoder {
  const plainKey = shape.key.kind === "string" && !hasChecks(shape.key.schema) && shape.key.format === undefined;
  if (!plainKey) return (value) => interpreted(shape, value);
  const encode = encoderOf(shape.value);
  return (value) => {
    if (!isMapLike(value)) return INVALID;
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && prototype !== Object.prototype) return INVALID;
    const stored: { [name: string]: AttributeValue } = {};
    for (const name of Object.keys(value)) {
      const entry = value[name];
      if (entry === undefined) continue;
      const result = name === "" || name === "__proto__" ? INVALID : encode(entry);
      if (result === INVALID) return INVALID;
      define(stored, name, result);
    }
    return { M: stored };
  };
}
