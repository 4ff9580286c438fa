import { didYouMean } from "../../error/did-you-mean.ts";
import type { Issue } from "../../error/issue.ts";
import type { Path } from "../../error/path.ts";
import { isDefaulted } from "../../shape/internals.ts";
import { runDecode, runEncode } from "../../shape/run.ts";
import type { LiteralValue, ObjectShape, RecordShape, Shape, UnionShape } from "../../shape/shape.ts";
import { maxDepth } from "../open.ts";
import { isInherited, own } from "../property.ts";
import { isMapLike, kindOf } from "../scalar.ts";

/**
 * Makes a program value complete: defaults at any depth, no attribute that is `undefined`, no attribute that the schema
 * does not have. What only zod can judge is left to zod.
 */
export function fill(shape: Shape, given: unknown, path: Path, issues: Issue[]): unknown {
  let value = given;
  if (value === undefined) {
    if (!isDefaulted(shape.schema)) return undefined;
    // A prefault stands on the stored side, so the default is read the way a stored item without it would be.
    const result = runDecode(shape.schema, undefined, path, true);
    if (!result.ok) {
      issues.push(...result.issues);
      return undefined;
    }
    if (result.value === undefined) return undefined;
    value = result.value;
  }
  switch (shape.kind) {
    case "array":
      return fillList(value, path, issues, () => shape.element);
    case "tuple":
      return fillList(value, path, issues, (i) => shape.items[i] ?? shape.rest);
    case "object":
      return fillObject(shape, value, path, issues);
    case "record":
      return fillRecord(shape, value, path, issues);
    case "union":
      return fillUnion(shape, value, path, issues);
    case "discriminatedUnion": {
      const tag = isMapLike(value) ? own(value, shape.discriminator) : undefined;
      const variant = shape.variants.get(tag as LiteralValue | undefined);
      return variant ? fill(variant, value, path, issues) : value;
    }
    case "nullable":
      return value === null ? null : fill(shape.inner, value, path, issues);
    case "optional":
    case "default":
    case "prefault":
    case "readonly":
    case "nonoptional":
    case "catch":
    case "lazy":
      return fill(shape.inner, value, path, issues);
    case "pipe":
      return fill(shape.program, value, path, issues);
    case "codec":
      return shape.program ? fill(shape.program, value, path, issues) : value;
    default:
      return value;
  }
}

function tooDeep(path: Path, issues: Issue[]): boolean {
  if (path.length <= maxDepth) return false;
  const message = "The value goes in a circle, or is nested deeper than the 32 levels that DynamoDB holds";
  issues.push({ path, message, code: "unsupported" });
  return true;
}

function fillList(value: unknown, path: Path, issues: Issue[], element: (i: number) => Shape | undefined): unknown {
  if (!Array.isArray(value) || tooDeep(path, issues)) return value;
  return Array.from(value, (item: unknown, i) => {
    const shape = element(i);
    return shape ? fill(shape, item, [...path, i], issues) : item;
  });
}

function notMap(value: unknown, path: Path, issues: Issue[]): boolean {
  if (isMapLike(value)) return tooDeep(path, issues);
  // zod takes every object for an object, also a Date, and would store it without a word as an empty map.
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    issues.push({ path, code: "invalid_type", message: `Invalid input: expected object, received ${kindOf(value)}` });
  }
  return true;
}

function fillObject(shape: ObjectShape, value: unknown, path: Path, issues: Issue[]): unknown {
  if (notMap(value, path, issues) || !isMapLike(value)) return value;
  // zod reads properties that an object inherits: one without prototype has none.
  const inherits = [...shape.properties.keys()].some(isInherited);
  const filled: { [name: string]: unknown } = inherits ? Object.create(null) : {};
  for (const [name, property] of shape.properties) {
    const result = fill(property, own(value, name), [...path, name], issues);
    if (result !== undefined) filled[name] = result;
  }
  for (const name of Object.keys(value)) {
    if (shape.properties.has(name) || value[name] === undefined) continue;
    const at = [...path, name];
    if (name === "__proto__") issues.push({ path: at, code: "unknown_attribute", message: protoMessage });
    else if (shape.catchall) filled[name] = fill(shape.catchall, value[name], at, issues);
    else issues.push({ path: at, code: "unknown_attribute", message: unknownAttribute(name, shape.properties.keys()) });
  }
  return filled;
}

const protoMessage = 'zod drops an attribute named "__proto__": give it another name';

/** What to say of an attribute that is not in the schema. */
export function unknownAttribute(name: string, known: Iterable<string>): string {
  return `The schema has no such attribute: take it out, or add it to the schema${didYouMean(name, known)}`;
}

function fillRecord(shape: RecordShape, value: unknown, path: Path, issues: Issue[]): unknown {
  if (notMap(value, path, issues) || !isMapLike(value)) return value;
  const filled: { [name: string]: unknown } = shape.required?.some(isInherited) ? Object.create(null) : {};
  for (const name of new Set([...(shape.required ?? []), ...Object.keys(value)])) {
    const at = [...path, name];
    if (name === "__proto__") {
      issues.push({ path: at, code: "unknown_attribute", message: protoMessage });
      continue;
    }
    const given = own(value, name);
    if (given === undefined && !shape.required?.includes(name)) continue;
    const result = fill(shape.value, given, at, issues);
    if (result !== undefined) filled[name] = result;
  }
  return filled;
}

/** The first option that takes the value with every attribute it has. */
function fillUnion(shape: UnionShape, value: unknown, path: Path, issues: Issue[]): unknown {
  const complaints: (readonly Issue[])[] = [];
  for (const [i, option] of shape.options.entries()) {
    const found: Issue[] = [];
    const filled = fill(option, value, path, found);
    const result = runEncode(option.schema, filled, path);
    if (!result.ok) found.push(...result.issues);
    if (found.length === 0) {
      // zod takes the first option that fits, and an object without `strict` fits whatever else the value has.
      const before = typeof value === "object" && value !== null ? shape.options.slice(0, i) : [];
      const earlier = before.findIndex(({ schema }) => runEncode(schema, filled, path).ok);
      if (earlier >= 0) {
        issues.push({
          path,
          code: "invalid_union",
          message: `Option ${earlier + 1} of the union would take this value for its own and drop attributes that only option ${i + 1} has: put the larger object first, make both strict (z.strictObject), or write z.discriminatedUnion(...)`,
        });
      }
      return filled;
    }
    complaints.push(found);
  }
  const meant = complaints.filter((found) => found.every((issue) => issue.path.length > path.length));
  const [only] = meant;
  if (only && meant.length === 1) issues.push(...only);
  else issues.push({ path, code: "invalid_union", message: "The value fits none of the options of the union" });
  return value;
}
