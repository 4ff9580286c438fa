import { evaluateUpdate } from "@keywright/expressions";
import { storedAttributes, updatesOn } from "@keywright/expressions/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isRepeatable } from "./repeatable.ts";

test("a repeatable update, carried out twice, leaves what it leaves once", () => {
  let [repeatable, others] = [0, 0];
  const cases = storedAttributes.chain((item) => fc.tuple(fc.constant(item), updatesOn(item)));
  fc.assert(
    fc.property(cases, ([item, actions]) => {
      const once = evaluateUpdate(actions, item);
      if (once === undefined) return;
      const twice = evaluateUpdate(actions, once);
      if (isRepeatable(actions)) {
        repeatable++;
        // Where the second one cannot be applied, DynamoDB refuses it, and nothing changes.
        if (twice !== undefined) expect(twice).toEqual(once);
      } else if (JSON.stringify(twice) !== JSON.stringify(once)) others++;
    }),
    { numRuns: 2_000 },
  );
  // Neither all nor nothing is taken for repeatable, and what is not mostly shows it.
  expect(repeatable).toBeGreaterThan(100);
  expect(others).toBeGreaterThan(100);
});
