import { type Compiler, compile } from "./compiler.ts";
import { errorPlaces } from "./diagnostics.ts";
import { mistakeMark, type Program } from "./program.ts";

/**
 * Compiles a program with mistakes.
 *
 * @throws Error where the compiler lets one pass, or refuses anything else
 */
export function verifyMistakes(compiler: Compiler, folder: string, program: Program): void {
  const { output } = compile(compiler, folder);
  const planted = mistakePlaces(program);
  const found = errorPlaces(output);
  const missed = planted.filter((place) => !found.includes(place));
  const wrong = found.filter((place) => !planted.includes(place));
  if (missed.length === 0 && wrong.length === 0 && planted.length > 0) return;
  const problem = `finds no error in ${missed.join(", ") || "no line"}, and errors that nobody planted in ${wrong.join(", ") || "no line"}`;
  throw new Error(`TypeScript ${compiler.version} ${problem}:\n${output}`);
}

/** Lines of a program that are marked as mistakes, as `file.ts:line`. */
export function mistakePlaces(program: Program): readonly string[] {
  return Array.from(program, ([file, text]) =>
    text.split("\n").flatMap((line, i) => (line.endsWith(mistakeMark) ? [`${file}:${i + 1}`] : [])),
  )
    .flat()
    .sort();
}
