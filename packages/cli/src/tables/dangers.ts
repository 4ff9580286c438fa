import type { Danger, TablePlan } from "@keywright/tables";
import { didYouMean } from "../arguments/did-you-mean.ts";
import { Problem } from "../world/problem.ts";

const dangers: { readonly [D in Danger]: true } = {
  "delete-index": true,
  "replace-stream": true,
  "start-time-to-live": true,
  "stop-time-to-live": true,
  "lower-capacity": true,
  "stop-auto-scaling": true,
  "reduce-recovery": true,
  "stop-deletion-protection": true,
  "change-encryption": true,
  "stop-kinesis": true,
  "change-policy": true,
  "delete-replica": true,
};

const dangerNames: readonly string[] = Object.keys(dangers);

/** Kinds of dangerous steps, as they were given on the command line. */
export function readDangers(flag: string, names: readonly string[] = []): readonly Danger[] {
  return names.map((name) => {
    if (Object.hasOwn(dangers, name)) return name as Danger;
    throw new Problem(`${flag} ${name}: there is no such kind of step.${didYouMean(name, dangerNames)}`, {
      hint: `The kinds are ${dangerNames.join(", ")}.`,
    });
  });
}

/** The kinds of dangerous steps in plans, with what they do. */
export function dangersOf(plans: readonly TablePlan[]): ReadonlyMap<Danger, readonly string[]> {
  const found = new Map<Danger, string[]>();
  for (const { steps } of plans) {
    for (const { danger, what } of steps) {
      if (danger) found.set(danger.kind, [...(found.get(danger.kind) ?? []), `${what} ${sentence(danger.why)}`]);
    }
  }
  return found;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
