import type { AttributeValue } from "@keywright/schema";

/** Whether two stored values are the same: of one type, and equal. */
export function sameValue(a: AttributeValue | undefined, b: AttributeValue | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if ("B" in a && "B" in b) return Buffer.compare(a.B, b.B) === 0;
  return JSON.stringify(a) === JSON.stringify(b);
}
