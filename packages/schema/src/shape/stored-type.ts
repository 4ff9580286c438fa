import type { WireType } from "../wire/attribute-value.ts";
import type { LiteralValue, Shape } from "./shape.ts";

const every: readonly WireType[] = ["S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"];
const setOf: { readonly [T in WireType]?: WireType } = { S: "SS", N: "NS", B: "BS" };
const text: ReadonlySet<WireType> = new Set(["S"]);
const number: ReadonlySet<WireType> = new Set(["N"]);
const list: ReadonlySet<WireType> = new Set(["L"]);
const map: ReadonlySet<WireType> = new Set(["M"]);
const truth: ReadonlySet<WireType> = new Set(["BOOL"]);
const cache = new WeakMap<Shape, ReadonlySet<WireType>>();

/** The DynamoDB types that a value of this shape may be stored as. */
export function storedTypes(shape: Shape): ReadonlySet<WireType> {
  switch (shape.kind) {
    case "string":
      return text;
    case "number":
    case "bigint":
    case "decimal":
      return number;
    case "array":
    case "tuple":
      return list;
    case "object":
    case "record":
      return map;
    case "boolean":
      return truth;
    case "enum":
      // Looking at a few is not slower than looking the answer up.
      return shape.values.length < 8 && shape.values.every(isText) ? text : cachedTypes(shape);
    case "optional":
    case "default":
      return storedTypes(shape.inner);
    default:
      return cachedTypes(shape);
  }
}

function isText(value: LiteralValue): boolean {
  return typeof value === "string";
}

function cachedTypes(shape: Shape): ReadonlySet<WireType> {
  let types = cache.get(shape);
  if (!types) {
    const found = new Set<WireType>();
    collect(shape, found, new Set());
    types = found;
    cache.set(shape, types);
  }
  return types;
}

/** The stored type of a literal or enum member. */
function literalType(value: LiteralValue): WireType {
  if (value === null) return "NULL";
  if (typeof value === "string") return "S";
  return typeof value === "boolean" ? "BOOL" : "N";
}

function collect(shape: Shape, found: Set<WireType>, seen: Set<Shape>): void {
  if (seen.has(shape)) return;
  seen.add(shape);
  switch (shape.kind) {
    case "string":
      found.add("S");
      return;
    case "number":
    case "bigint":
    case "decimal":
      found.add("N");
      return;
    case "boolean":
      found.add("BOOL");
      return;
    case "null":
      found.add("NULL");
      return;
    case "bytes":
      found.add("B");
      return;
    case "literal":
    case "enum":
      for (const value of shape.values) found.add(literalType(value));
      return;
    case "set": {
      const members = new Set<WireType>();
      collect(shape.member, members, seen);
      for (const member of members) {
        const type = setOf[member];
        if (type) found.add(type);
      }
      return;
    }
    case "array":
    case "tuple":
      found.add("L");
      return;
    case "object":
    case "record":
      found.add("M");
      return;
    case "union":
    case "discriminatedUnion":
      for (const option of shape.options) collect(option, found, seen);
      return;
    case "codec":
    case "pipe":
      collect(shape.stored, found, seen);
      return;
    case "nullable":
      found.add("NULL");
      collect(shape.inner, found, seen);
      return;
    case "optional":
    case "default":
    case "prefault":
    case "readonly":
    case "nonoptional":
    case "catch":
    case "lazy":
      collect(shape.inner, found, seen);
      return;
    case "open":
      for (const type of every) found.add(type);
      return;
    default:
      shape satisfies never;
  }
}
