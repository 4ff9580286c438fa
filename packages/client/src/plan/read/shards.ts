import { compareKeys, type WireItem } from "@keywright/schema";
import { own } from "../own.ts";
import type { Target } from "./target.ts";

/** The order of stored items, or of positions, in a query of a target: by its sort key. */
export function compareSortKeys(
  { sort }: Target,
  order: "ascending" | "descending",
): (a: WireItem, b: WireItem) => number {
  const names = sort.map(({ keyAttribute }) => keyAttribute.name);
  const sign = order === "descending" ? -1 : 1;
  return (a, b) => {
    for (const name of names) {
      const [left, right] = [own(a, name), own(b, name)];
      if (left === undefined || right === undefined) throw new Error(`an item of the index lacks its sort key ${name}`);
      const difference = compareKeys(left, right);
      if (difference !== 0) return sign * difference;
    }
    return 0;
  };
}
