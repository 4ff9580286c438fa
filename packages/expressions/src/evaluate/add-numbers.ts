import { canonicalNumber, numberProblem } from "@keywright/schema";

/** The exact sum `a + sign * b` of two stored numbers, as DynamoDB prints it; `undefined` where it cannot be stored. */
export function addNumbers(a: string, b: string, sign: 1n | -1n): string | undefined {
  const [x, y] = [parse(a), parse(b)];
  if (x === undefined || y === undefined || Math.abs(x.exponent - y.exponent) > 300) return undefined;
  const exponent = Math.min(x.exponent, y.exponent);
  const digits = scaled(x, exponent) + sign * scaled(y, exponent);
  const sum = canonicalNumber(`${digits}e${exponent}`);
  return sum === undefined || numberProblem(sum) !== undefined ? undefined : sum;
}

interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

function parse(text: string): Decimal | undefined {
  const match = /^([+-]?\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, whole = "", fraction = "", exponent = "0"] = match;
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

function scaled({ digits, exponent }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(exponent - to);
}
