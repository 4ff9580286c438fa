import { errorPlaces } from "../diagnostics.ts";
import { type ProgramKind, programs } from "../programs/kinds.ts";
import type { Program } from "../programs/program.ts";
import { documentClientMistakes } from "./document-client.ts";
import { electrodbMistakes } from "./electrodb.ts";
import { keywrightMistakes } from "./keywright.ts";
import { mistakeMark } from "./mistakes.ts";
import { toolboxMistakes } from "./toolbox.ts";

/** Modules with mistakes, by what they are written with. */
const modules = {
  "DocumentClient and zod": documentClientMistakes,
  ElectroDB: electrodbMistakes,
  "DynamoDB-Toolbox": toolboxMistakes,
  Keywright: keywrightMistakes,
} as const satisfies { readonly [K in ProgramKind]?: string };

export type MistakenKind = keyof typeof modules;
export const mistakenKinds = Object.keys(modules) as readonly MistakenKind[];

/** The program of two entities, and a module that uses them wrongly in every line that is marked. */
export function programWithMistakes(kind: MistakenKind): Program {
  return new Map([...programs[kind](2), ["mistakes.ts", modules[kind]]]);
}

/** What a compiler made of planted mistakes, each by its name. */
export interface Found {
  readonly caught: readonly string[];
  readonly missed: readonly string[];
}

/**
 * Sorts the mistakes of a program by whether the compiler's output has an error in their line.
 *
 * @throws Error where the compiler refuses anything else, or nothing is planted
 */
export function findMistakes(program: Program, output: string): Found {
  const planted = plantedIn(program);
  if (planted.size === 0) throw new Error("The program has no mistakes");
  const places = errorPlaces(output);
  const others = places.filter((place) => !planted.has(place));
  if (others.length > 0) throw new Error(`Errors that nobody planted in ${others.join(", ")}:\n${output}`);
  const named = (wanted: boolean) =>
    Array.from(planted).flatMap(([place, name]) => (places.includes(place) === wanted ? [name] : []));
  return { caught: named(true), missed: named(false) };
}

/** Names of mistakes by their place, as `file.ts:line`. */
function plantedIn(program: Program): ReadonlyMap<string, string> {
  const planted = new Map<string, string>();
  for (const [file, text] of program) {
    for (const [i, line] of text.split("\n").entries()) {
      const at = line.lastIndexOf(mistakeMark);
      if (at >= 0) planted.set(`${file}:${i + 1}`, line.slice(at + mistakeMark.length));
    }
  }
  return planted;
}
