import type { AttributeValue, WireItem } from "@keywright/schema";
import fc from "fast-check";

export type Mask = { readonly [name: string]: true | Mask };

export const some = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(values, { nil: undefined });

/** Masks of some of these attributes. */
export function masks(below: Readonly<Record<string, fc.Arbitrary<true | Mask>>>): fc.Arbitrary<Mask> {
  return fc
    .record(below, { requiredKeys: [] })
    .filter((mask) => Object.keys(mask).length > 0)
    .map((mask) => mask as Mask);
}

export const leaf: fc.Arbitrary<true> = fc.constant(true as const);
export const orMask = (mask: fc.Arbitrary<Mask>): fc.Arbitrary<true | Mask> => fc.oneof(leaf, mask);

/** What a mask leaves of an item. Maps that may be missing, the `optional`, are missing where nothing of them is left. */
export function masked(value: unknown, mask: true | Mask, optional: readonly string[]): unknown {
  if (mask === true || value === null || value === undefined) return value;
  const parts: Record<string, unknown> = {};
  for (const [name, below] of Object.entries(mask)) {
    const part = masked((value as Readonly<Record<string, unknown>>)[name], below, optional);
    const isGone = optional.includes(name) && below !== true && part !== null && Object.keys(part ?? {}).length === 0;
    if (part !== undefined && !isGone) parts[name] = part;
  }
  return parts;
}

export function withoutUndefined(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (value instanceof Date || value instanceof Set) return value;
  const defined = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(defined.map(([name, part]) => [name, withoutUndefined(part)]));
}

/** An item as a program stored it that did not know some attributes yet, each named by its path. */
export function withoutPaths(item: WireItem, paths: readonly (readonly string[])[]): WireItem {
  return paths.reduce((left, path) => withoutPath(left, path), item);
}

function withoutPath(map: WireItem, [name = "", ...below]: readonly string[]): WireItem {
  const { [name]: part, ...others } = map;
  if (part === undefined || below.length === 0) return others;
  const inside: AttributeValue = "M" in part && part.M ? { M: withoutPath(part.M, below) } : part;
  return { ...others, [name]: inside };
}
