import { expect, it } from "vitest";
import { verdictLine, verdicts } from "./check.ts";
import { sampled } from "./figure.ts";
import type { Goal } from "./goals.ts";

const of = { part: "cpu", subject: "get", contender: "Keywright, sdk", unit: "ratio" } as const;
const goal: Goal = { ...of, atMost: 0.5 };

it.each([
  ["reached", [0.4, 0.5, 0.9]],
  ["noise", [0.4, 0.6, 0.9]],
  ["missed", [0.6, 0.6, 0.9]],
] as const)("a goal is %s by median and lower quartile", (outcome, sample) => {
  const [verdict, ...others] = verdicts([sampled(of, sample)], [goal]);
  expect(others).toEqual([]);
  expect(verdict?.outcome).toBe(outcome);
});

it("says nothing of what was not measured", () => {
  expect(verdicts([sampled({ ...of, subject: "put" }, [1])], [goal])).toEqual([]);
});

it("says what was measured and what it should be", () => {
  const [verdict] = verdicts([sampled(of, [0.7])], [goal]);
  expect(verdict && verdictLine(verdict)).toBe("missed   cpu: get, Keywright, sdk: 0.70, at most 0.50");
});
