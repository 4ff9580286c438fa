import { type Quartiles, quartiles } from "../statistics/quartiles.ts";

export const partNames = ["cpu", "e2e", "types", "bundle", "start", "define", "scale"] as const;
export type PartName = (typeof partNames)[number];

/** One thing that was measured of one contender. */
export interface Figure extends Quartiles {
  readonly part: PartName;
  /** What was done: `query of 100`. */
  readonly subject: string;
  readonly contender: string;
  /** `ratio` is to the baseline of the part, taken round by round. */
  readonly unit: "ratio" | "bytes" | "ms";
  readonly rounds: number;
}

/** What is always the same, such as a size. */
export function exact(of: Omit<Figure, keyof Quartiles | "rounds">, value: number): Figure {
  return { ...of, rounds: 1, lower: value, median: value, upper: value };
}

/** What differs from round to round. */
export function sampled(of: Omit<Figure, keyof Quartiles | "rounds">, sample: readonly number[]): Figure {
  return { ...of, rounds: sample.length, ...quartiles(sample) };
}

/**
 * Ratios to the baseline, round by round: what disturbs a round disturbs both.
 *
 * @throws RangeError where a round lacks the baseline, or a contender
 */
export function ratios(
  part: PartName,
  subject: string,
  baseline: string,
  rounds: readonly ReadonlyMap<string, number>[],
): readonly Figure[] {
  const names = [...(rounds[0]?.keys() ?? [])];
  return names.map((contender) => {
    const sample = rounds.map((round) => timeIn(round, contender) / timeIn(round, baseline));
    return sampled({ part, subject, contender, unit: "ratio" }, sample);
  });
}

function timeIn(round: ReadonlyMap<string, number>, name: string): number {
  const value = round.get(name);
  if (value === undefined) throw new RangeError(`A round lacks ${name}`);
  return value;
}
