import type { Figure } from "./figure.ts";
import { formatValue } from "./format.ts";
import type { Goal } from "./goals.ts";

export interface Verdict {
  readonly goal: Goal;
  readonly figure: Figure;
  /** `noise` where the median is above, and a quarter of the rounds not. */
  readonly outcome: "reached" | "noise" | "missed";
}

/** How figures stand to their goals; goals of parts that were not measured have none. */
export function verdicts(figures: readonly Figure[], goals: readonly Goal[]): readonly Verdict[] {
  return goals.flatMap((goal) => {
    const figure = figures.find((one) => sameSubject(one, goal));
    if (figure === undefined) return [];
    const outcome = figure.median <= goal.atMost ? "reached" : figure.lower <= goal.atMost ? "noise" : "missed";
    return [{ goal, figure, outcome }];
  });
}

export function verdictLine({ goal, figure, outcome }: Verdict): string {
  const { part, subject, contender, unit } = goal;
  return `${outcome.padEnd(7)}  ${part}: ${subject}, ${contender}: ${formatValue(figure.median, unit)}, at most ${formatValue(goal.atMost, unit)}`;
}

function sameSubject(figure: Figure, goal: Goal): boolean {
  return figure.part === goal.part && figure.subject === goal.subject && figure.contender === goal.contender;
}
