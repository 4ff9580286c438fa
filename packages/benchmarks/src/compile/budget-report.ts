import { goals } from "./budgets.ts";
import type { ProgramCost } from "./report.ts";

/** The figures of 100 entities that miss their goals, as sentences; of each entity added, too. */
export function overBudget(costs: readonly ProgramCost[]): readonly string[] {
  const versions = [...new Set(costs.map(({ version }) => version))];
  return versions.flatMap((version) => {
    const cost = (kind: ProgramCost["kind"], entities: ProgramCost["entities"]) => {
      const found = costs.find((one) => one.version === version && one.kind === kind && one.entities === entities);
      if (found === undefined) throw new Error(`${kind} was not measured with ${entities} entities`);
      return found;
    };
    const [ours, theirs] = [cost("Keywright", 100), cost("ElectroDB", 100)];
    const figures = [
      ["instantiations of ElectroDB's", ours.instantiations / theirs.instantiations, goals.instantiationsRatio],
      ["check time of ElectroDB's", ours.checkRatio, goals.checkTimeRatio],
      ["instantiations for each added entity", cost("Keywright", "added").instantiations, goals.addedInstantiations],
    ] as const;
    return figures.flatMap(([what, figure, budget]) =>
      figure <= budget
        ? []
        : [`TypeScript ${version}: ${Number(figure.toFixed(3))} ${what}, where ${budget} is the goal`],
    );
  });
}
