import type { IndexModel } from "keywright";
import type { IndexState } from "./state.ts";

/** The parts of an index that a model names. */
export function indexState(index: IndexModel): Pick<IndexState, "type" | "partitionKeys" | "sortKeys" | "projection"> {
  const { type, partitionKeys, sortKeys, projection } = index;
  return {
    type,
    partitionKeys: partitionKeys.map(({ name, type }) => ({ name, type })),
    sortKeys: sortKeys.map(({ name, type }) => ({ name, type })),
    projection: typeof projection === "string" ? projection : [...projection].sort(),
  };
}
