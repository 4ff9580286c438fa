import type { SortCondition } from "./range.ts";
import { afterPrefix, compareUtf8 } from "./text.ts";

interface Span {
  readonly low: string;
  readonly high: string;
}

/**
 * One condition on a string key that holds wherever one of these does, and as seldom as possible elsewhere. `undefined`
 * where none but the whole partition does that.
 */
export function coverConditions(conditions: readonly SortCondition[]): SortCondition | undefined {
  const [first, ...others] = conditions;
  if (first === undefined) return undefined;
  if (others.every((condition) => JSON.stringify(condition) === JSON.stringify(first))) return first;
  const spans = conditions.map(spanOf);
  let [span] = spans;
  for (const other of spans) {
    if (span === undefined || other === undefined) return undefined;
    span = {
      low: compareUtf8(other.low, span.low) < 0 ? other.low : span.low,
      high: compareUtf8(other.high, span.high) > 0 ? other.high : span.high,
    };
  }
  return span && { operator: "between", values: [{ S: span.low }, { S: span.high }] };
}

/** From where to where the keys of a condition lie, both ends included. */
function spanOf({ operator, values }: SortCondition): Span | undefined {
  const [first, second] = values.map((value) => ("S" in value ? value.S : undefined));
  if (first === undefined) return undefined;
  if (operator === "=") return { low: first, high: first };
  const high = operator === "between" ? second : operator === "begins_with" ? afterPrefix(first) : undefined;
  return high === undefined ? undefined : { low: first, high };
}
