import { expect, it } from "vitest";
import { overBudget } from "./budget-report.ts";
import type { ProgramCost } from "./report.ts";

function costs(instantiations: number, checkRatio: number, added: number): readonly ProgramCost[] {
  const common = { version: "5.9", checkSeconds: 1, checkRatio: 1 };
  return [
    { ...common, kind: "Keywright", entities: 100, instantiations, checkRatio },
    { ...common, kind: "Keywright", entities: "added", instantiations: added },
    { ...common, kind: "ElectroDB", entities: 100, instantiations: 1000 },
  ];
}

it("says nothing of what is within its budget", () => {
  expect(overBudget(costs(200, 0.35, 2000))).toEqual([]);
});

it("names each figure that is not", () => {
  expect(overBudget(costs(201, 0.36, 2001))).toEqual([
    "TypeScript 5.9: 0.201 instantiations of ElectroDB's, where 0.2 is the goal",
    "TypeScript 5.9: 0.36 check time of ElectroDB's, where 0.35 is the goal",
    "TypeScript 5.9: 2001 instantiations for each added entity, where 2000 is the goal",
  ]);
});

it("refuses to judge what was not measured", () => {
  expect(() => overBudget(costs(1, 1, 1).slice(0, 2))).toThrow("ElectroDB was not measured with 100 entities");
});
