import { type Decimal, type ShapeRules, toDecimal } from "keywright";
import type { Place } from "./place.ts";

const DIGITS = "9".repeat(38);
/** The greatest number that DynamoDB stores, 9.99…E+125 with 38 digits. */
const GREATEST = BigInt(DIGITS + "0".repeat(126 - 38));
const EXACT = BigInt("12345678901234567890123456789012345678");

const formats: { readonly [format: string]: readonly [bigint, bigint] } = {
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
};

/** A number that JavaScript and DynamoDB hold. */
export function makeNumber(rules: ShapeRules, integer: boolean, place: Place): number {
  const { random, style, hint } = place;
  if (hint?.expiry) return Math.floor(Date.UTC(2100 + random.integer(0, 99), random.integer(0, 11), 1) / 1000);
  const whole = integer || hint?.width !== undefined;
  const step = rules.multiplesOf.length === 0 ? undefined : rules.multiplesOf.map(Number).reduce(common);
  const [low, high] = range(rules, whole, hint?.width);
  const least = low ?? -Number.MAX_SAFE_INTEGER;
  const greatest = high ?? Number.MAX_SAFE_INTEGER;
  switch (style.number) {
    case "least":
      return onStep(least, step, Math.ceil);
    case "greatest":
      return onStep(greatest, step, Math.floor);
    case "smallest":
      if (whole || step !== undefined) return onStep(Math.min(greatest, Math.max(least, 0)), step, Math.ceil);
      return least <= 0 ? 1e-130 : least;
    case "exact":
      if (!whole && step === undefined) return Math.min(greatest, Math.max(least, 1234.567890123456));
      break;
    default:
  }
  const from = low ?? Math.min(0, greatest - 1000);
  const to = high ?? Math.min(Number.MAX_SAFE_INTEGER, Math.max(1000, from + 1000));
  if (step !== undefined) {
    return round(
      random.integer(Math.ceil(from / step), Math.max(Math.ceil(from / step), Math.floor(to / step))) * step,
      step,
    );
  }
  if (whole) return random.integer(Math.ceil(from), Math.floor(to));
  if (to - from < 1) return within(Number((from + random.next() * (to - from)).toPrecision(6)), from, to);
  const cents = random.integer(Math.ceil(from * 100), Math.floor(to * 100)) / 100;
  return cents >= from && cents <= to && Number.isSafeInteger(Math.trunc(cents))
    ? cents
    : from + random.next() * (to - from);
}

function within(value: number, from: number, to: number): number {
  return Math.min(to, Math.max(from, value));
}

function range(rules: ShapeRules, whole: boolean, width: number | undefined): [number | undefined, number | undefined] {
  const format = rules.formats.flatMap((name) => (formats[name] ? [formats[name]] : []))[0];
  const inward = (exclusive: boolean): number => (exclusive && whole ? 1 : 0);
  const lows = [
    rules.minimum && Number(rules.minimum.value) + inward(!rules.minimum.inclusive),
    format && Number(format[0]),
    width === undefined ? undefined : 0,
  ].filter((bound) => bound !== undefined);
  const highs = [
    rules.maximum && Number(rules.maximum.value) - inward(!rules.maximum.inclusive),
    format && Number(format[1]),
    width === undefined ? undefined : Math.min(10 ** width - 1, Number.MAX_SAFE_INTEGER),
  ].filter((bound) => bound !== undefined);
  return [lows.length === 0 ? undefined : Math.max(...lows), highs.length === 0 ? undefined : Math.min(...highs)];
}

/** A number that is a multiple of both; of fractions their product, which is one often enough. */
function common(a: number, b: number): number {
  if (!Number.isInteger(a) || !Number.isInteger(b)) return a * b;
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return Math.abs(a * b) / x;
}

function onStep(value: number, step: number | undefined, to: (value: number) => number): number {
  return step === undefined ? value : round(to(value / step) * step, step);
}

/** Without what doubles add to a product of fractions. */
function round(value: number, step: number): number {
  const digits = /e-(\d+)$/.exec(step.toExponential())?.[1] ?? "0";
  const mantissa = step
    .toExponential()
    .replace(/e.*$/, "")
    .replace(/^-?\d[.]?/, "").length;
  return Number(value.toFixed(Math.min(100, Number(digits) + mantissa)));
}

/** A whole number of up to 38 digits. */
export function makeBigint(rules: ShapeRules, place: Place): bigint {
  const { random, style, hint } = place;
  const format = rules.formats.flatMap((name) => (formats[name] ? [formats[name]] : []))[0];
  const widest = hint?.width === undefined ? undefined : 10n ** BigInt(hint.width) - 1n;
  const step = rules.multiplesOf.map(BigInt).reduce((a, b) => a * b, 1n);
  const low = largest([bound(rules.minimum, 1n), format?.[0], hint?.width === undefined ? undefined : 0n]);
  const high = smallest([bound(rules.maximum, -1n), format?.[1], widest]);
  const up = (value: bigint): bigint => value + (((-value % step) + step) % step);
  const down = (value: bigint): bigint => value - (((value % step) + step) % step);
  switch (style.number) {
    case "least":
      return up(low ?? -GREATEST);
    case "greatest":
      return down(high ?? GREATEST);
    case "exact":
      if ((high ?? EXACT) >= EXACT && (low ?? EXACT) <= EXACT) return down(EXACT);
      break;
    default:
  }
  const from = low ?? (high === undefined || high > 0n ? 0n : high - 10n ** 6n);
  return up(random.bigint(from, high ?? from + 10n ** 6n));
}

function bound(of: ShapeRules["minimum"], inward: bigint): bigint | undefined {
  return of && BigInt(of.value) + (of.inclusive ? 0n : inward);
}

function largest(values: readonly (bigint | undefined)[]): bigint | undefined {
  return values.reduce((a, b) => (a === undefined || (b !== undefined && b > a) ? b : a), undefined);
}

function smallest(values: readonly (bigint | undefined)[]): bigint | undefined {
  return values.reduce((a, b) => (a === undefined || (b !== undefined && b < a) ? b : a), undefined);
}

/** An exact decimal: an amount of money, or one of 38 digits. */
export function makeDecimal({ random, style, hint }: Place): Decimal {
  if (hint?.width !== undefined) return toDecimal(random.integer(0, 10 ** Math.min(15, hint.width) - 1));
  switch (style.number) {
    case "least":
      return toDecimal(-GREATEST);
    case "greatest":
      return toDecimal(GREATEST);
    case "smallest":
      return toDecimal("1E-130");
    case "exact":
      return toDecimal(`1.${DIGITS.slice(1)}`);
    default:
      return toDecimal(`${random.integer(0, 9999)}.${random.integer(0, 99)}`);
  }
}
