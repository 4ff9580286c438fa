import type { Issue } from "../../error/issue.ts";
import { isBytes } from "../../shape/helper/bytes.ts";
import { isDefaulted, isSkipped } from "../../shape/internals.ts";
import { defaultOf, hasChecks, runChecks } from "../../shape/run.ts";
import type { LiteralValue, ObjectShape, RecordShape, SetShape, Shape } from "../../shape/shape.ts";
import type { AttributeValue } from "../../wire/attribute-value.ts";
import { fill } from "../interpret/fill.ts";
import { interpretEncode } from "../interpret/interpret.ts";
import { marshalOpen } from "../open.ts";
import { define, own } from "../property.ts";
import { decimalProblem, decimalText, doubleProblem, doubleText, isMapLike, stringProblem } from "../scalar.ts";
import { INVALID, type Invalid } from "./invalid.ts";
import { optionFor } from "./option-for.ts";

/** Straight from a program value to the wire. Never says why it refuses. `undefined` is never passed in. */
export type Encoder = (value: unknown) => AttributeValue | Invalid;

const cache = new WeakMap<Shape, Encoder>();

/** Compiled on the first value, and once for each shape. */
export function encoderOf(shape: Shape): Encoder {
  const known = cache.get(shape);
  if (known) return known;
  let compiled: Encoder | undefined;
  const encoder: Encoder = (value) => {
    compiled ??= compile(shape);
    return compiled(value);
  };
  cache.set(shape, encoder);
  return encoder;
}

function compile(shape: Shape): Encoder {
  if (isLeaf(shape)) {
    const encode = leaf(shape);
    if (shape.kind === "string" && shape.format === "template_literal") return (value) => interpreted(shape, value);
    if (!hasChecks(shape.schema)) return encode;
    return (value) => {
      const stored = encode(value);
      if (stored === INVALID) return INVALID;
      const checked = runChecks(shape.schema, value, INVALID);
      if (checked === value) return stored;
      return checked === INVALID ? INVALID : encode(checked);
    };
  }
  const encode = container(shape);
  if (!hasChecks(shape.schema)) return encode;
  // The checks of a container see the value with its defaults, as zod's own would.
  return (value) => {
    const issues: Issue[] = [];
    const filled = fill(shape, value, [], issues);
    // A check that changes a container is left to zod.
    return issues.length === 0 && runChecks(shape.schema, filled, INVALID) === filled ? encode(filled) : INVALID;
  };
}

type Leaf = Extract<
  Shape,
  { readonly kind: "string" | "number" | "bigint" | "boolean" | "null" | "literal" | "enum" | "bytes" | "decimal" }
>;

function isLeaf(shape: Shape): shape is Leaf {
  return ["string", "number", "bigint", "boolean", "null", "literal", "enum", "bytes", "decimal"].includes(shape.kind);
}

function leaf(shape: Leaf): Encoder {
  switch (shape.kind) {
    case "string":
      return (value) => (typeof value === "string" && stringProblem(value) === undefined ? { S: value } : INVALID);
    case "number":
      return (value) =>
        typeof value === "number" && doubleProblem(value) === undefined ? { N: doubleText(value) } : INVALID;
    case "bigint":
      return (value) =>
        typeof value === "bigint" && decimalProblem(String(value)) === undefined ? { N: String(value) } : INVALID;
    case "boolean":
      return (value) => (typeof value === "boolean" ? { BOOL: value } : INVALID);
    case "null":
      return (value) => (value === null ? { NULL: true } : INVALID);
    case "bytes":
      return (value) => (isBytes(value) ? { B: value } : INVALID);
    case "decimal":
      return (value) => {
        const text = typeof value === "object" && value !== null && "value" in value ? value.value : undefined;
        return typeof text === "string" && decimalProblem(text) === undefined ? { N: decimalText(text) } : INVALID;
      };
    case "literal":
    case "enum": {
      const values: ReadonlySet<unknown> = new Set(shape.values);
      return (value) => (values.has(value) ? open(value) : INVALID);
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
      return (value) => (Array.isArray(value) ? list(value, () => element) : INVALID);
    }
    case "tuple": {
      const items = shape.items.map(encoderOf);
      const rest = shape.rest && encoderOf(shape.rest);
      return (value) => {
        if (!Array.isArray(value) || value.length < items.length) return INVALID;
        return list(value, (i) => items[i] ?? rest);
      };
    }
    case "object":
      return object(shape);
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
      if (typeof member === "string" && type === "string" && stringProblem(member) === undefined) members.push(member);
      else if (typeof member === "number" && type === "number" && doubleProblem(member) === undefined) {
        members.push(doubleText(member));
      } else return INVALID;
    }
    // Strings, and numbers that are exact, differ where they are stored if they differ here.
    return type === "string" ? { SS: members } : { NS: members };
  };
}

function list(values: readonly unknown[], element: (i: number) => Encoder | undefined): AttributeValue | Invalid {
  const stored: AttributeValue[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const encode = element(i);
    if (value === undefined || !encode) return INVALID;
    const result = encode(value);
    if (result === INVALID) return INVALID;
    stored.push(result);
  }
  return { L: stored };
}

/** What stands for an absent value; `undefined` if the attribute is to be absent. */
type Absent = () => AttributeValue | undefined | Invalid;

function absent(shape: Shape): Absent {
  if (isDefaulted(shape.schema)) {
    const encode = encoderOf(shape);
    return () => {
      const value = defaultOf(shape.schema);
      return value === undefined ? INVALID : encode(value);
    };
  }
  return isSkipped(shape.schema) ? () => undefined : () => INVALID;
}

function object(shape: ObjectShape): Encoder {
  const properties = Array.from(shape.properties, ([name, property]) => ({
    name,
    encode: encoderOf(property),
    absent: absent(property),
  }));
  const catchall = shape.catchall && encoderOf(shape.catchall);
  return (value) => {
    if (!isMapLike(value)) return INVALID;
    const stored: { [name: string]: AttributeValue } = {};
    let met = 0;
    for (const { name, encode, absent: substitute } of properties) {
      const given = own(value, name);
      const result = given === undefined ? substitute() : encode(given);
      if (result === INVALID) return INVALID;
      if (given !== undefined) met += 1;
      if (result !== undefined) stored[name] = result;
    }
    for (const name in value) {
      // Everything that was given has been met: there is no other attribute.
      if (!Object.hasOwn(value, name) || value[name] === undefined) continue;
      if (shape.properties.has(name)) {
        met -= 1;
        continue;
      }
      if (!catchall || name === "" || name === "__proto__") return INVALID;
      const result = catchall(value[name]);
      if (result === INVALID) return INVALID;
      stored[name] = result;
    }
    return met === 0 ? { M: stored } : INVALID;
  };
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
