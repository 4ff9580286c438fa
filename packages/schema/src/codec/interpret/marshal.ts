import type { Issue } from "../../error/issue.ts";
import type { Path } from "../../error/path.ts";
import { isTaggedDecimal } from "../../shape/helper/decimal.ts";
import { storedShape } from "../../shape/navigate.ts";
import { runDecode } from "../../shape/run.ts";
import type { LiteralValue, Shape } from "../../shape/shape.ts";
import { storedTypes } from "../../shape/stored-type.ts";
import { type AttributeValue, wireType } from "../../wire/attribute-value.ts";
import { checkName, marshalOpen, marshalSet } from "../open.ts";
import { define, own } from "../property.ts";
import { decimalProblem, decimalText, isMapLike } from "../scalar.ts";

/** Writes a value of the stored side, which zod has let pass, by its shape. */
export function marshal(shape: Shape, value: unknown, path: Path, issues: Issue[]): AttributeValue {
  if (value === null) return { NULL: true };
  const stored = storedShape(shape);
  switch (stored.kind) {
    case "decimal":
      return marshalDecimal(value, path, issues);
    case "set":
      if (value instanceof Set && storedShape(stored.member).kind === "decimal") {
        return marshalSet(new Set(Array.from(value, tag)), path, issues);
      }
      return marshalOpen(value, path, issues);
    case "array":
      return marshalList(value, path, issues, () => stored.element);
    case "tuple":
      return marshalList(value, path, issues, (i) => stored.items[i] ?? stored.rest);
    case "object":
      return marshalMap(value, path, issues, (name) => stored.properties.get(name) ?? stored.catchall);
    case "record":
      return marshalMap(value, path, issues, () => stored.value);
    case "union":
      return marshalUnion(stored.options, value, path, issues);
    case "discriminatedUnion": {
      const tag = isMapLike(value) ? own(value, stored.discriminator) : undefined;
      const variant = stored.variants.get(tag as LiteralValue | undefined);
      return variant ? marshal(variant, value, path, issues) : marshalUnion(stored.options, value, path, issues);
    }
    default:
      return marshalOpen(value, path, issues);
  }
}

// Whatever has its digits in `value` is a decimal where the schema says so, also one that does not say it of itself.
function tag(value: unknown): unknown {
  return isMapLike(value) ? { value: value.value, "~keywright": "decimal" } : value;
}

function marshalDecimal(value: unknown, path: Path, issues: Issue[]): AttributeValue {
  const text = typeof value === "object" && value !== null && "value" in value ? value.value : undefined;
  if (typeof text !== "string") return marshalOpen(value, path, issues);
  const message = decimalProblem(text);
  if (message !== undefined) issues.push({ path, message, code: "unsupported" });
  return { N: decimalText(text) };
}

function marshalList(
  value: unknown,
  path: Path,
  issues: Issue[],
  element: (i: number) => Shape | undefined,
): AttributeValue {
  if (!Array.isArray(value)) return marshalOpen(value, path, issues);
  return {
    L: Array.from(value, (item: unknown, i) => {
      const shape = item === undefined ? undefined : element(i);
      return shape ? marshal(shape, item, [...path, i], issues) : marshalOpen(item, [...path, i], issues);
    }),
  };
}

function marshalMap(
  value: unknown,
  path: Path,
  issues: Issue[],
  property: (name: string) => Shape | undefined,
): AttributeValue {
  if (!isMapLike(value)) return marshalOpen(value, path, issues);
  const entries: { [name: string]: AttributeValue } = {};
  for (const [name, entry] of Object.entries(value)) {
    if (entry === undefined) continue;
    const shape = property(name);
    const at = [...path, name];
    checkName(name, at, issues);
    define(entries, name, shape ? marshal(shape, entry, at, issues) : marshalOpen(entry, at, issues));
  }
  return { M: entries };
}

// What zod has encoded are plain objects again, in which it would find `toString` where an optional property of that name is absent.
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (!isMapLike(value) || Object.getPrototypeOf(value) !== Object.prototype || isTaggedDecimal(value)) return value;
  const copy: { [name: string]: unknown } = Object.create(null);
  for (const [name, inner] of Object.entries(value)) copy[name] = bare(inner);
  return copy;
}

/** Options differ in how a value is written only where there are decimals in them: the first that would read it back. */
function marshalUnion(options: readonly Shape[], value: unknown, path: Path, issues: Issue[]): AttributeValue {
  let first: { readonly stored: AttributeValue; readonly found: readonly Issue[] } | undefined;
  for (const option of options) {
    const found: Issue[] = [];
    const stored = marshal(option, value, path, found);
    const type = wireType(stored);
    if (type === undefined || !storedTypes(option).has(type)) continue;
    if (!runDecode(option.schema, bare(value), path, false).ok) continue;
    if (found.length === 0) return stored;
    first ??= { stored, found };
  }
  if (!first) return marshalOpen(value, path, issues);
  issues.push(...first.found);
  return first.stored;
}
