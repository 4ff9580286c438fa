import type { BackfillFailure, BackfillProgress, BackfillReport, BackfillSample } from "@keywright/tables";
import { count, duration } from "../output/duration.ts";

/** A run for a line of progress. */
export function progressText(
  { scanned, changed, failed, itemsPerSecond, remainingMs }: BackfillProgress,
  dryRun: boolean,
): string {
  const parts = [
    `${count(scanned)} items`,
    `${count(changed)} ${dryRun ? "would change" : "changed"}`,
    ...(failed > 0 ? [`${count(failed)} failed`] : []),
    `${count(itemsPerSecond)} items/s`,
    ...(remainingMs === undefined ? [] : [`${duration(remainingMs)} left`]),
  ];
  return parts.join(", ");
}

/** What came of a run, for a reader. */
export function reportText(report: BackfillReport, options: { readonly values: boolean }): string {
  const { scanned, changed, unchanged, skipped, failed, capacity, elapsedMs, dryRun } = report;
  const rows: readonly (readonly [string, string])[] = [
    ["scanned", count(scanned)],
    [dryRun ? "would change" : "changed", count(changed)],
    ["unchanged", count(unchanged)],
    ["skipped", `${count(skipped)} (of other entities, or expired)`],
    ["failed", count(failed)],
    ["capacity", `${count(capacity.read)} read units, ${count(capacity.write)} write units`],
    ["took", duration(elapsedMs)],
  ];
  return [
    ...rows.map(([name, text]) => `${name.padEnd(13)} ${text}`),
    ...section("Would change", report.samples, changed, (sample) => sampleLines(sample, options.values)),
    ...section("Failed", report.failures, failed, (failure) => [failureText(failure)]),
    "",
  ].join("\n");
}

function section<T>(
  title: string,
  shown: readonly T[],
  all: number,
  lines: (each: T) => readonly string[],
): readonly string[] {
  if (shown.length === 0) return [];
  const rest = all > shown.length ? [`  and ${count(all - shown.length)} more`] : [];
  return ["", `${title}:`, ...shown.flatMap(lines).map((line) => `  ${line}`), ...rest];
}

function sampleLines({ entity, key, changes }: BackfillSample, values: boolean): readonly string[] {
  return [
    `${entity} ${JSON.stringify(key)}`,
    ...changes.map(({ name, before, after }) => {
      const sign = before === undefined ? "+" : after === undefined ? "-" : "~";
      const shown = [before, after].filter((value) => value !== undefined).map((value) => JSON.stringify(value));
      return `  ${sign} ${name}${values ? `: ${shown.join(" -> ")}` : ""}`;
    }),
  ];
}

/** One line; the message of an error has no value of the item. */
function failureText({ entity, key, outcome, error }: BackfillFailure): string {
  return `${entity} ${JSON.stringify(key)} ${outcome}: ${error.message.split("\n").join(" ")}`;
}
