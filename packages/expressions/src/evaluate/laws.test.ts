import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LogicalNode, NotNode } from "../node/condition.ts";
import { conditionsOn } from "../testing/conditions-on.ts";
import { respell, storedAttributes, storedValues } from "../testing/stored.ts";
import { equalValues } from "./equal.ts";
import { evaluateCondition } from "./evaluate.ts";

const cases = storedAttributes.chain((item) =>
  fc.record({ item: fc.constant(item), a: conditionsOn(item), b: conditionsOn(item) }),
);

describe("verdicts of conditions", () => {
  test("a condition denied twice is the condition", () => {
    fc.assert(
      fc.property(cases, ({ item, a }) => {
        expect(evaluateCondition(NotNode(NotNode(a)), item)).toBe(evaluateCondition(a, item));
      }),
    );
  });

  test("a condition and its denial never agree, whatever is absent", () => {
    fc.assert(
      fc.property(cases, ({ item, a }) => {
        expect(evaluateCondition(LogicalNode("OR", [a, NotNode(a)]), item)).toBe(true);
        expect(evaluateCondition(LogicalNode("AND", [a, NotNode(a)]), item)).toBe(false);
      }),
    );
  });

  test("AND and OR are those of their parts, and denying one gives the other", () => {
    fc.assert(
      fc.property(cases, ({ item, a, b }) => {
        const [isA, isB] = [evaluateCondition(a, item), evaluateCondition(b, item)];
        expect(evaluateCondition(LogicalNode("AND", [a, b]), item)).toBe(isA && isB);
        expect(evaluateCondition(LogicalNode("OR", [a, b]), item)).toBe(isA || isB);
        expect(evaluateCondition(NotNode(LogicalNode("OR", [a, b])), item)).toBe(
          evaluateCondition(LogicalNode("AND", [NotNode(a), NotNode(b)]), item),
        );
      }),
    );
  });

  test("an item written differently gets the same verdict", () => {
    fc.assert(
      fc.property(cases, ({ item, a }) => {
        const other = Object.fromEntries(Object.entries(item).map(([name, value]) => [name, respell(value)]));
        expect(evaluateCondition(a, other)).toBe(evaluateCondition(a, item));
      }),
    );
  });

  test("equality is the same from both sides, and does not see how a value is written", () => {
    fc.assert(
      fc.property(storedValues, storedValues, (a, b) => {
        expect(equalValues(a, respell(a))).toBe(true);
        expect(equalValues(a, b)).toBe(equalValues(b, a));
      }),
    );
  });
});
