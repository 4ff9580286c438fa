import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coverConditions } from "./cover.ts";
import type { SortCondition } from "./range.ts";
import { compareUtf8 } from "./text.ts";

const equal = (value: string): SortCondition => ({ operator: "=", values: [{ S: value }] });
const prefix = (value: string): SortCondition => ({ operator: "begins_with", values: [{ S: value }] });

function holds({ operator, values }: SortCondition, key: string): boolean {
  const [first = "", second = ""] = values.map((value) => ("S" in value ? value.S : ""));
  if (operator === "=") return key === first;
  if (operator === "begins_with") return key.startsWith(first);
  return compareUtf8(first, key) <= 0 && compareUtf8(key, second) <= 0;
}

describe("one condition for several", () => {
  test("is the condition itself where they are the same", () => {
    expect(coverConditions([prefix("TASK#"), prefix("TASK#")])).toEqual(prefix("TASK#"));
  });

  test("spans from the lowest key to the highest", () => {
    expect(coverConditions([equal("TASK#t1"), prefix("TASK#t1#COMMENT#")])).toEqual({
      operator: "between",
      values: [{ S: "TASK#t1" }, { S: "TASK#t1#COMMENT$" }],
    });
  });

  test("is none where a condition has an open end, or is of no string", () => {
    expect(coverConditions([equal("a"), { operator: ">", values: [{ S: "b" }] }])).toBeUndefined();
    expect(coverConditions([equal("a"), { operator: "=", values: [{ N: "1" }] }])).toBeUndefined();
    expect(coverConditions([])).toBeUndefined();
  });

  test("holds wherever one of them does", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "#", "\ud7ff", "\ue000", "\u{10ffff}"), maxLength: 4 });
    const one = fc.oneof(text.map(equal), text.map(prefix));
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 4 }), text, (conditions, key) => {
        const cover = coverConditions(conditions);
        if (cover === undefined || !conditions.some((condition) => holds(condition, key))) return;
        expect(holds(cover, key)).toBe(true);
      }),
    );
  });
});
