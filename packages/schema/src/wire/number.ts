const decimalPattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/;
const maxDigits = 38;
const maxExponent = 125;
const minExponent = -130;

interface Parts {
  readonly negative: boolean;
  /** Significant digits without zeros at either end; empty for zero. */
  readonly digits: string;
  /** The power of ten of the first digit. */
  readonly exponent: number;
}

function parse(text: string): Parts | undefined {
  const match = decimalPattern.exec(text);
  if (!match) return undefined;
  const [, sign, whole = "", fraction = "", power = "0"] = match;
  const all = whole + fraction;
  if (all === "") return undefined;
  const lead = all.length - all.replace(/^0+/, "").length;
  const digits = all.slice(lead).replace(/0+$/, "");
  return { negative: sign === "-" && digits !== "", digits, exponent: whole.length - 1 - lead + Number(power) };
}

function print({ negative, digits, exponent }: Parts): string {
  if (digits === "") return "0";
  const point = exponent + 1;
  const text =
    point <= 0
      ? `0.${"0".repeat(-point)}${digits}`
      : point >= digits.length
        ? digits + "0".repeat(point - digits.length)
        : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return negative ? `-${text}` : text;
}

/**
 * The one spelling of a decimal number: no exponent, no zeros that say nothing, `0` for `-0`. This is what the service
 * makes of it on a write. `undefined` where the text is no decimal number.
 */
export function canonicalNumber(text: string): string | undefined {
  const parts = parse(text);
  // Refuse to spell out an exponent far outside of what can be stored.
  if (!parts || Math.abs(parts.exponent) > 1000) return undefined;
  return print(parts);
}

/** Why DynamoDB would not store this decimal text, in words that never contain the number. */
export function numberProblem(text: string): string | undefined {
  const parts = parse(text);
  if (!parts) return "is not a decimal number";
  if (parts.digits === "") return undefined;
  if (parts.digits.length > maxDigits) {
    return `has ${parts.digits.length} significant digits; DynamoDB stores at most ${maxDigits}. Round it, or store it as a string`;
  }
  if (parts.exponent > maxExponent || parts.exponent < minExponent) {
    return "is outside of the range of DynamoDB numbers (1E-130 to 9.9…E+125, and the same below zero)";
  }
  return undefined;
}

/** Bytes that a stored number counts for: two digits in a byte on each side of the point, one byte more, one for a minus. */
export function numberSize(text: string): number {
  const parts = parse(text);
  if (!parts || parts.digits === "") return 1;
  const { digits, exponent, negative } = parts;
  const whole = Math.max(0, Math.min(digits.length, exponent + 1));
  return Math.ceil(whole / 2) + Math.ceil((digits.length - whole) / 2) + 1 + (negative ? 1 : 0);
}

/** The number that a stored decimal text is, or `undefined` where a JavaScript number would not hold it exactly. */
export function readNumber(text: string): number | undefined {
  // Up to 15 digits always survive the way through a double.
  if (text.length > 15) return readAnyNumber(text);
  const negative = text.charCodeAt(0) === minus;
  const first = negative ? 1 : 0;
  if (text.length === first) return undefined;
  let value = 0;
  for (let i = first; i < text.length; i++) {
    const digit = text.charCodeAt(i) - zero;
    if (digit < 0 || digit > 9) return readAnyNumber(text);
    value = value * 10 + digit;
  }
  return negative && value !== 0 ? -value : value;
}

const minus = 45;
const zero = 48;

function readAnyNumber(text: string): number | undefined {
  const value = Number(text);
  if (!Number.isFinite(value) || text === "" || text !== text.trim()) return undefined;
  if (Number.isInteger(value)) {
    if (!Number.isSafeInteger(value)) return undefined;
    if (value === 0) return parse(text)?.digits === "" ? 0 : undefined;
  }
  if (text.length <= 15 && !/[eExXoObB]/.test(text)) return value;
  return canonicalNumber(String(value)) === canonicalNumber(text) ? value : undefined;
}

/** The integer that a stored decimal text is, or `undefined` where it has a fraction. */
export function readInteger(text: string): bigint | undefined {
  const plain = /^-?\d+$/.test(text) ? text : canonicalNumber(text);
  return plain === undefined || plain.includes(".") ? undefined : BigInt(plain);
}
