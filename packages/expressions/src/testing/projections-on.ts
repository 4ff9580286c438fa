import type { AttributeValue, WireItem } from "@keywright/schema";
import fc from "fast-check";
import type { PathNode } from "../node/path.ts";
import { compatible, pathsOf, placesOf } from "./places.ts";

/** Paths that may stand in one projection expression; mostly of what an item has. */
export function projectionsOn(item: WireItem): fc.Arbitrary<readonly PathNode[]> {
  return fc
    .array(pathsOf(placesOf(item)), { minLength: 1, maxLength: 5 })
    .map((paths) => compatible(paths, (path) => path));
}

/** The part of an item that paths lead to: maps with the entries that were asked for, lists with those elements moved up. */
export function project(paths: readonly PathNode[], item: WireItem): WireItem {
  const part = partOf(
    { M: item },
    paths.map(({ steps }) => steps),
  );
  return part && "M" in part ? part.M : {};
}

type Steps = readonly (string | number)[];

function partOf(value: AttributeValue, paths: readonly Steps[]): AttributeValue | undefined {
  if (paths.some((steps) => steps.length === 0)) return value;
  const parts: (readonly [step: string | number, part: AttributeValue])[] = [];
  for (const step of new Set(paths.flatMap(([first]) => (first === undefined ? [] : [first])))) {
    const child = childOf(value, step);
    const below = paths.filter(([first]) => first === step).map((steps) => steps.slice(1));
    const part = child && partOf(child, below);
    if (part !== undefined) parts.push([step, part]);
  }
  if (parts.length === 0) return undefined;
  if ("L" in value) return { L: parts.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, part]) => part) };
  return { M: Object.fromEntries(parts) };
}

function childOf(value: AttributeValue, step: string | number): AttributeValue | undefined {
  if ("L" in value) return typeof step === "number" ? value.L[step] : undefined;
  return "M" in value && Object.hasOwn(value.M, step) ? value.M[step] : undefined;
}
