import { didYouMean, listNames } from "../error/did-you-mean.ts";
import type { ModelProblem } from "../error/model-error.ts";

/** Collects what is wrong with a definition, so that everything is reported at once, and once. */
export interface Problems {
  readonly found: readonly ModelProblem[];
  add(path: string, message: string): void;
}

export function collectProblems(): Problems {
  const found: ModelProblem[] = [];
  return {
    found,
    add(path, message) {
      if (!found.some((problem) => problem.path === path && problem.message === message)) found.push({ path, message });
    },
  };
}

/** An object whose properties can be looked at: definitions come from JavaScript callers, too. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reports the properties that a definition does not have. A property that is `undefined` counts as left out. */
export function checkProperties(
  problems: Problems,
  path: string,
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
): void {
  const names = Object.keys(value);
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    if (known.includes(name) || value[name] === undefined) continue;
    problems.add(path === "" ? name : `${path}.${name}`, noProperty(name, known));
  }
}

function noProperty(name: string, known: readonly string[]): string {
  const hint = didYouMean(name, known);
  return `there is no property '${name}' here${hint === "" ? `; there are ${listNames(known)}` : hint}`;
}

/** Reports a name that the service would refuse for a table or index. */
export function checkResourceName(problems: Problems, path: string, name: string): void {
  if (name.length < 3 || name.length > 255) problems.add(path, "a table or index name has 3 to 255 characters");
  if (!/^[a-zA-Z0-9_.-]*$/.test(name)) {
    problems.add(path, "a table or index name may contain letters, digits, '_', '-' and '.' only");
  }
}
