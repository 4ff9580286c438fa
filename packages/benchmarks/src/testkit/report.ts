import { quartiles } from "../statistics/quartiles.ts";
import { formatTable } from "../statistics/table.ts";
import type { Rounds } from "./measure.ts";

/** Milliseconds of each subject. */
export function timeTable(title: string, rounds: Rounds): string {
  const rows = [...rounds].map(([name, sample]) => {
    const { lower, median, upper } = quartiles(sample);
    return [name, median.toFixed(1), `${lower.toFixed(1)} - ${upper.toFixed(1)}`, String(sample.length)];
  });
  return formatTable([title, "ms, median", "quartiles", "rounds"], rows);
}

/** Time of each subject by that of the first, round by round. */
export function ratioTable(title: string, rounds: Rounds): string {
  const [[baseline, base] = ["", []], ...others] = [...rounds];
  const rows = others.map(([name, sample]) => {
    const { lower, median, upper } = quartiles(sample.map((time, round) => time / (base[round] as number)));
    return [name, median.toFixed(2), `${lower.toFixed(2)} - ${upper.toFixed(2)}`, String(sample.length)];
  });
  return formatTable([`${title}, ${baseline} = 1`, "median", "quartiles", "rounds"], rows);
}
