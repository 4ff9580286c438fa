/** The middle of a sample, and what a quarter of it lies below and above. */
export interface Quartiles {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

/**
 * The value below which a share of the sample lies, interpolated between neighbours.
 *
 * @throws RangeError for an empty sample, or one that holds NaN
 */
export function quantile(sample: readonly number[], share: number): number {
  if (sample.length === 0) throw new RangeError("An empty sample has no quantiles");
  if (sample.some(Number.isNaN)) throw new RangeError("A sample that holds NaN has no quantiles");
  const sorted = sample.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] as number;
  const above = sorted[Math.ceil(position)] as number;
  return below + (above - below) * (position - Math.floor(position));
}

export function median(sample: readonly number[]): number {
  return quantile(sample, 0.5);
}

export function quartiles(sample: readonly number[]): Quartiles {
  return { lower: quantile(sample, 0.25), median: median(sample), upper: quantile(sample, 0.75) };
}
