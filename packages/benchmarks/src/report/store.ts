import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Figure, PartName } from "./figure.ts";

/** What is written as JSON. */
interface Report {
  readonly node: string;
  readonly figures: readonly Figure[];
}

/** The figures that stand in a file; none where there is no file. */
export function readFigures(file: string): readonly Figure[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Report).figures : [];
}

export function writeFigures(file: string, figures: readonly Figure[]): void {
  mkdirSync(dirname(file), { recursive: true });
  const report: Report = { node: process.version, figures };
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}

/** Figures with those of parts that were measured anew in the place of the old ones. */
export function replaced(
  old: readonly Figure[],
  parts: readonly PartName[],
  fresh: readonly Figure[],
): readonly Figure[] {
  return [...old.filter(({ part }) => !parts.includes(part)), ...fresh];
}
