import type { Issue } from "../../error/issue.ts";
import type { Path } from "../../error/path.ts";
import { decimalOf } from "../../shape/helper/decimal.ts";
import { allowedNames } from "../../shape/internals.ts";
import { storedShape } from "../../shape/navigate.ts";
import { runDecode } from "../../shape/run.ts";
import type { LiteralValue, Shape } from "../../shape/shape.ts";
import { storedTypes } from "../../shape/stored-type.ts";
import { type AttributeValue, wireType } from "../../wire/attribute-value.ts";
import { readInteger, readNumber } from "../../wire/number.ts";
import { unmarshalNumber, unmarshalOpen } from "../open.ts";
import { decimalText } from "../scalar.ts";

/** What there is to say of a stored value that is not of the type the shape wants. Zod decides whether it is an error. */
export type Notes = Issue[];

/** Reads a stored value into the stored side of a shape. A value of another type is read as what it is, with a note. */
export function unmarshal(shape: Shape, value: AttributeValue, path: Path, notes: Notes): unknown {
  const type = wireType(value);
  const stored = storedShape(shape);
  if (type === undefined || (!storedTypes(shape).has(type) && stored.kind !== "open")) {
    notes.push({ path, code: "invalid_type", message: mismatch(shape, type) });
    return unmarshalOpen(value);
  }
  if (type === "NULL") return null;
  switch (stored.kind) {
    case "number":
    case "bigint":
    case "decimal":
    case "literal":
    case "enum":
      return "N" in value ? unmarshalScalar(stored, value.N, path, notes) : unmarshalOpen(value);
    case "set":
      if (!("NS" in value)) return unmarshalOpen(value);
      return new Set(value.NS.map((text) => unmarshal(stored.member, { N: text }, path, notes)));
    case "array":
      if (!("L" in value)) return unmarshalOpen(value);
      return value.L.map((element, i) => unmarshal(stored.element, element, [...path, i], notes));
    case "tuple":
      if (!("L" in value)) return unmarshalOpen(value);
      return value.L.map((element, i) => {
        const item = stored.items[i] ?? stored.rest;
        return item ? unmarshal(item, element, [...path, i], notes) : unmarshalOpen(element);
      });
    case "object": {
      if (!("M" in value)) return unmarshalOpen(value);
      const { properties, catchall } = stored;
      return unmarshalMap(value.M, path, notes, (name) => properties.get(name) ?? catchall, properties.keys());
    }
    case "record": {
      if (!("M" in value)) return unmarshalOpen(value);
      const names = allowedNames(stored.key.schema);
      return unmarshalMap(value.M, path, notes, (name) => (!names || names.has(name) ? stored.value : undefined), []);
    }
    case "union":
      return unmarshalUnion(stored.options, value, path, notes);
    case "discriminatedUnion": {
      if (!("M" in value)) return unmarshalOpen(value);
      const tag = Object.hasOwn(value.M, stored.discriminator) ? value.M[stored.discriminator] : undefined;
      const variant = stored.variants.get((tag && unmarshalOpen(tag)) as LiteralValue | undefined);
      return variant ? unmarshal(variant, value, path, notes) : unmarshalOpen(value);
    }
    default:
      return unmarshalOpen(value);
  }
}

function mismatch(shape: Shape, type: string | undefined): string {
  const wanted = [...storedTypes(shape)].join(" or ");
  return `The value is stored with the type ${type ?? "that is not known here"}, and the schema stores ${wanted}`;
}

function unmarshalScalar(
  shape: Extract<Shape, { readonly kind: "number" | "bigint" | "decimal" | "literal" | "enum" }>,
  text: string,
  path: Path,
  notes: Notes,
): unknown {
  switch (shape.kind) {
    case "decimal":
      return decimalOf(decimalText(text));
    case "bigint": {
      const value = readInteger(text);
      if (value !== undefined) return value;
      notes.push({
        path,
        code: "invalid_type",
        message: "The stored number has a fraction, which a bigint cannot hold",
      });
      return unmarshalNumber(text);
    }
    case "number": {
      const value = readNumber(text);
      if (value !== undefined) return value;
      const message =
        "The stored number would not be exact as a JavaScript number: write z.bigint() for integers, or decimal()";
      notes.push({ path, code: "invalid_type", message });
      return unmarshalNumber(text);
    }
    default: {
      const value = readNumber(text);
      if (value !== undefined && shape.values.some((literal) => literal === value)) return value;
      const integer = readInteger(text);
      return shape.values.some((literal) => literal === integer) ? integer : unmarshalNumber(text);
    }
  }
}

function unmarshalMap(
  map: { readonly [name: string]: AttributeValue },
  path: Path,
  notes: Notes,
  property: (name: string) => Shape | undefined,
  declared: Iterable<string>,
): unknown {
  // Without prototype: zod reads inherited properties, too.
  const values: { [name: string]: unknown } = Object.create(null);
  for (const name of new Set([...declared, ...Object.keys(map)])) {
    const value = Object.hasOwn(map, name) ? map[name] : undefined;
    // zod drops this name, so that it cannot replace a prototype.
    const shape = value === undefined || name === "__proto__" ? undefined : property(name);
    if (shape && value) values[name] = unmarshal(shape, value, [...path, name], notes);
  }
  return values;
}

function unmarshalUnion(options: readonly Shape[], value: AttributeValue, path: Path, notes: Notes): unknown {
  let first: { readonly stored: unknown; readonly found: Notes } | undefined;
  const type = wireType(value);
  for (const option of options) {
    if (type === undefined || !storedTypes(option).has(type)) continue;
    const found: Notes = [];
    const stored = unmarshal(option, value, path, found);
    if (found.length === 0 && runDecode(option.schema, stored, path, false).ok) return stored;
    first ??= { stored, found };
  }
  if (!first) return unmarshalOpen(value);
  notes.push(...first.found);
  return first.stored;
}
