import type { Issue } from "../error/issue.ts";
import type { Path } from "../error/path.ts";
import { childShape, entryShape } from "../shape/navigate.ts";
import { isOptional } from "../shape/presence.ts";
import type { Shape } from "../shape/shape.ts";
import type { AttributeValue, WireItem } from "../wire/attribute-value.ts";
import { decodeValue } from "./attempt.ts";
import { absentDecoder } from "./compile/absent.ts";
import { INVALID } from "./compile/invalid.ts";
import { define } from "./property.ts";

/** Which attributes of a map are read: `true` takes one whole, a mask goes into a map. */
export interface AttributeMask {
  readonly [name: string]: true | AttributeMask;
}

/**
 * How a mask goes into an attribute: by the `parts` of its map, or into its value once it was read `whole`, where the parts
 * do not tell what it is (null, a default, which option of a union, what a codec makes of it). `undefined` for what is no map.
 */
export function maskEntry(shape: Shape): "parts" | "whole" | undefined {
  switch (shape.kind) {
    case "object":
    case "record":
      return "parts";
    case "optional":
    case "nonoptional":
    case "lazy":
      return maskEntry(shape.inner);
    case "nullable":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
      return maskEntry(shape.inner) && "whole";
    case "pipe":
    case "codec":
      return shape.program && maskEntry(shape.program) && "whole";
    case "union":
    case "discriminatedUnion": {
      const maps = shape.options.filter((option) => option.kind !== "null");
      return maps.length > 0 && maps.every((option) => maskEntry(option) !== undefined) ? "whole" : undefined;
    }
    default:
      return undefined;
  }
}

/**
 * Whether the parts that a mask names tell all that it leaves of an attribute. They do not where a map may be missing and
 * none of them shows that it is there, though a default stands for one of them.
 */
export function readsParts(shape: Shape, mask: AttributeMask): boolean {
  return maskEntry(shape) === "parts" && !(isOptional(shape) && fillsParts(shape, mask) && !showsMap(shape, mask));
}

/** What a mask leaves of a stored attribute; `undefined` where that is nothing. Collects issues at their paths. */
export function decodeMasked(
  shape: Shape,
  stored: AttributeValue | undefined,
  mask: true | AttributeMask,
  path: Path,
  strict: boolean,
  issues: Issue[],
): unknown {
  if (mask === true || maskEntry(shape) !== "parts") {
    const value = decodeWhole(shape, stored, path, strict, issues);
    return mask === true ? value : pick(value, mask);
  }
  const map = stored && "M" in stored && stored.M ? stored.M : {};
  if (isOptional(shape) && !isThere(shape, stored, mask)) return undefined;
  const values = {};
  for (const [name, below] of Object.entries(mask)) {
    const part = Object.hasOwn(map, name) ? map[name] : undefined;
    const declared = childShape(shape, name);
    const child = declared ?? entryShape(shape);
    if (!child || (part === undefined && !declared)) continue;
    const value = decodeMasked(child, part, below, [...path, name], strict, issues);
    if (value !== undefined) define(values, name, value);
  }
  return values;
}

function decodeWhole(
  shape: Shape,
  stored: AttributeValue | undefined,
  path: Path,
  strict: boolean,
  issues: Issue[],
): unknown {
  if (stored === undefined) return absent(shape);
  const outcome = decodeValue(shape, stored, path, strict);
  if (outcome.ok) return outcome.value;
  issues.push(...outcome.issues);
  return undefined;
}

/** DynamoDB does not tell a map that is missing from one that has nothing of what was asked for. */
function isThere(shape: Shape, stored: AttributeValue | undefined, mask: AttributeMask): boolean {
  if (stored === undefined) return false;
  if (!readsParts(shape, mask)) return true;
  const map: WireItem = "M" in stored && stored.M ? stored.M : {};
  return Object.entries(mask).some(([name, below]) => {
    const part = Object.hasOwn(map, name) ? map[name] : undefined;
    const child = childShape(shape, name) ?? entryShape(shape);
    if (part === undefined || !child) return false;
    return below === true || maskEntry(child) !== "parts" || isThere(child, part, below);
  });
}

/** Whether something stands for a part that is not stored. */
function fillsParts(shape: Shape, mask: AttributeMask): boolean {
  return Object.entries(mask).some(([name, below]) => {
    const child = childShape(shape, name);
    if (child === undefined) return false;
    if (below !== true && maskEntry(child) === "parts") return !isOptional(child) && fillsParts(child, below);
    return absent(child) !== undefined;
  });
}

/** Whether one of the parts is stored wherever the map is. */
function showsMap(shape: Shape, mask: AttributeMask): boolean {
  return Object.entries(mask).some(([name, below]) => {
    const child = childShape(shape, name);
    if (child === undefined || isOptional(child) || absent(child) !== undefined) return false;
    return below === true || maskEntry(child) !== "parts" || showsMap(child, below);
  });
}

/** What stands for an attribute that is not stored. */
function absent(shape: Shape): unknown {
  const substitute = absentDecoder(shape)();
  return substitute === INVALID ? undefined : substitute;
}

function pick(value: unknown, mask: AttributeMask): unknown {
  if (typeof value !== "object" || value === null) return value;
  const values = {};
  for (const [name, below] of Object.entries(mask)) {
    const part: unknown = Object.hasOwn(value, name)
      ? (value as { readonly [name: string]: unknown })[name]
      : undefined;
    if (part !== undefined) define(values, name, below === true ? part : pick(part, below));
  }
  return values;
}
