import type { AttributeValue, WireItem } from "@keywright/schema";
import fc from "fast-check";
import { PathNode } from "../node/path.ts";
import { attributeNames, childNames } from "./stored.ts";

type Place = readonly [path: PathNode, value: AttributeValue];

/** Every value of an item, at any depth, with the path that leads to it. */
export function placesOf(item: WireItem): readonly Place[] {
  return placesIn({ M: item }, []);
}

function placesIn(value: AttributeValue, steps: readonly (string | number)[]): readonly Place[] {
  const children: readonly (readonly [string | number, AttributeValue])[] =
    "M" in value ? Object.entries(value.M) : "L" in value ? [...value.L.entries()] : [];
  const below = children.flatMap(([step, child]) => placesIn(child, [...steps, step]));
  return steps.length === 0 ? below : [[PathNode(steps), value], ...below];
}

/** A path that an item may have. */
export const anyPath: fc.Arbitrary<PathNode> = fc
  .tuple(
    fc.constantFrom(...attributeNames),
    fc.array(fc.oneof(fc.constantFrom(...childNames), fc.nat({ max: 2 })), { maxLength: 2 }),
  )
  .map(([root, below]) => PathNode([root, ...below]));

/** Mostly paths that lead to something in an item. */
export function pathsOf(places: readonly Place[]): fc.Arbitrary<PathNode> {
  return fc.oneof(
    { weight: 4, arbitrary: places.length === 0 ? anyPath : fc.constantFrom(...places.map(([path]) => path)) },
    { weight: 1, arbitrary: anyPath },
  );
}

/** Those that may stand in one request: none lies in another, and none takes a place for a map that another takes for a list. */
export function compatible<T>(all: readonly T[], pathOf: (each: T) => PathNode): readonly T[] {
  const kept: T[] = [];
  for (const each of all) {
    if (kept.every((other) => !clash(pathOf(each), pathOf(other)))) kept.push(each);
  }
  return kept;
}

function clash({ steps: a }: PathNode, { steps: b }: PathNode): boolean {
  const at = a.findIndex((step, i) => step !== b[i]);
  if (at < 0 || at >= b.length) return true;
  return typeof a[at] !== typeof b[at];
}
