/** Positions on a logarithmic axis. */
export interface LogScale {
  /** @throws RangeError for what has no logarithm */
  at(value: number): number;
  /** Values to write at the axis. */
  readonly ticks: readonly number[];
}

/** An axis that holds all of the values, from round ones to round ones, `width` wide. */
export function logScale(values: readonly number[], width: number): LogScale {
  if (values.length === 0 || values.some((value) => !(value > 0))) {
    throw new RangeError("A logarithmic axis takes positive values, and one at least");
  }
  const first = roundDown(Math.min(...values));
  const last = Math.max(roundUp(Math.max(...values)), first * 10);
  const ticks: number[] = [];
  for (let tick = first; tick <= last * 1.0001; tick = nextRound(tick)) ticks.push(tick);
  return {
    at: (value) => {
      if (!(value > 0)) throw new RangeError("A logarithmic axis takes positive values");
      return (width * Math.log(value / first)) / Math.log(last / first);
    },
    ticks,
  };
}

const steps = [1, 2, 5, 10] as const;

function roundDown(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const step = steps.findLast((one) => one * power <= value * 1.0001) ?? 1;
  return exact(step * power);
}

function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const step = steps.find((one) => one * power >= value * 0.9999) ?? 10;
  return exact(step * power);
}

function nextRound(tick: number): number {
  return roundUp(tick * 1.1);
}

/** Without the digits that powers of ten leave behind. */
function exact(value: number): number {
  return Number(value.toPrecision(6));
}
