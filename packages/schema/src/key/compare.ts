import type { AttributeValue } from "../wire/attribute-value.ts";
import { canonicalNumber } from "../wire/number.ts";
import { compareBytes, compareNumbers, compareUtf8 } from "./text.ts";

/** The order of two values of one key attribute, as DynamoDB sorts by it. */
export function compareKeys(a: AttributeValue, b: AttributeValue): number {
  if ("S" in a && "S" in b) return compareUtf8(a.S, b.S);
  if ("N" in a && "N" in b) return compareNumbers(canonicalNumber(a.N) ?? a.N, canonicalNumber(b.N) ?? b.N);
  if ("B" in a && "B" in b) return compareBytes(a.B, b.B);
  throw new TypeError("keys of one attribute have one type: a string, a number or bytes");
}
