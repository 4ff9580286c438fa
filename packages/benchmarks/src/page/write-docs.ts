import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Verdict, verdicts } from "../report/check.ts";
import { type Figure, partNames } from "../report/figure.ts";
import { formatFigure, formatValue } from "../report/format.ts";
import { goals } from "../report/goals.ts";
import { markdownTable } from "../report/tables.ts";
import { plotsOf } from "./drawings.ts";

/** Writes drawings into the folder `performance` beside a page, and tables into the page. */
export function writeDocs(page: string, figures: readonly Figure[]): void {
  const folder = join(page, "..", "performance");
  mkdirSync(folder, { recursive: true });
  for (const [file, svg] of plotsOf(figures)) writeFileSync(join(folder, file), svg);
  writeFileSync(page, withTables(readFileSync(page, "utf8"), figures));
}

/** The text with the tables of all parts that were measured between their marks: `<!-- table: cpu -->`, `<!-- end -->`. */
export function withTables(text: string, figures: readonly Figure[]): string {
  let filled = text;
  for (const part of partNames) {
    if (figures.some((figure) => figure.part === part)) filled = between(filled, part, markdownTable(part, figures));
  }
  return between(filled, "goals", goalTable(verdicts(figures, goals)));
}

function goalTable(found: readonly Verdict[]): string {
  const rows = found.map(({ goal: { part, subject, contender, unit, atMost }, figure, outcome }) => {
    const verdict = outcome === "reached" ? "reached" : outcome === "noise" ? "missed, within the noise" : "**missed**";
    return `| ${part}: ${subject} | ${contender} | ${formatValue(atMost, unit)} | ${formatFigure(figure)} | ${verdict} |`;
  });
  return ["| what | of | at most | measured | |", "| --- | --- | --- | --- | --- |", ...rows].join("\n");
}

function between(text: string, name: string, content: string): string {
  const start = `<!-- table: ${name} -->`;
  const from = text.indexOf(start);
  const to = text.indexOf("<!-- end -->", from);
  if (from < 0 || to < 0) throw new Error(`The page has no place for the table ${name}`);
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
}
