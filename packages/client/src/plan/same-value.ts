import { equalValues } from "@keywright/expressions";
import type { AttributeValue } from "@keywright/schema";

/** Whether two stored values are the same to the service, or neither is there. */
export function sameValue(a: AttributeValue | undefined, b: AttributeValue | undefined): boolean {
  return a === undefined || b === undefined ? a === b : equalValues(a, b);
}
