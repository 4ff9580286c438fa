import type { CollectionDescription, QueryDescription, ScanDescription } from "../../operation/description.ts";
import { own } from "../own.ts";
import { isProjected, targetOf } from "../read/target.ts";
import { storedName } from "../stored-key.ts";

export type PagedDescription = QueryDescription | ScanDescription | CollectionDescription;

/** Whether a local index must get attributes from its table that it does not hold. */
export function fetchesFromTable(description: PagedDescription): boolean {
  const target = targetOf(description.model, description.index);
  if (target.type !== "local" || description.verb === "collection" || description.verb === "count") return false;
  const { model, select } = description;
  return select?.some((name) => !isProjected(target, storedName(model, name))) ?? false;
}

/** Whether a condition of the caller's leaves out part of what is evaluated. */
export function isConditional(description: PagedDescription): boolean {
  const { where } = description;
  if (description.verb !== "collection" || where === undefined) return where !== undefined;
  return [...description.members.keys()].some((label) => own(where as Record<string, unknown>, label) !== undefined);
}
