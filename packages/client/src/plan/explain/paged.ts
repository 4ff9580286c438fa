import type { CollectionDescription, QueryDescription, ScanDescription } from "../../operation/description.ts";
import { own } from "../own.ts";
import { isFetched, selectedNames } from "../read/selection.ts";
import { targetOf } from "../read/target.ts";

export type PagedDescription = QueryDescription | ScanDescription | CollectionDescription;

/** Whether a local index must get attributes from its table that it does not hold. */
export function fetchesFromTable(description: PagedDescription): boolean {
  if (description.verb === "collection" || description.verb === "count" || description.select === undefined)
    return false;
  return isFetched(
    description.model,
    targetOf(description.model, description.index),
    selectedNames(description.select),
  );
}

/** Whether a condition of the caller's leaves out part of what is evaluated. */
export function isConditional(description: PagedDescription): boolean {
  const { where } = description;
  if (description.verb !== "collection" || where === undefined) return where !== undefined;
  return [...description.members.keys()].some((label) => own(where as Record<string, unknown>, label) !== undefined);
}
