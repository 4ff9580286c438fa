import { type AttributeValue, canonicalNumber } from "@keywright/schema";

/** The order of two stored strings, numbers or binary values, as the service sees it. */
export function compareScalars(a: AttributeValue, b: AttributeValue): number | undefined {
  if ("S" in a && "S" in b) return compareBytes(utf8(a.S), utf8(b.S));
  if ("B" in a && "B" in b) return compareBytes(a.B, b.B);
  if ("N" in a && "N" in b) return compareNumbers(a.N, b.N);
  return undefined;
}

// The service orders strings by their UTF-8 bytes, which is not the order of UTF-16 units.
function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

// As text: a double holds 17 digits, a stored number 38.
function compareNumbers(a: string, b: string): number | undefined {
  const left = split(a);
  const right = split(b);
  if (!left || !right) return undefined;
  const whole = Math.max(left.whole.length, right.whole.length);
  const fraction = Math.max(left.fraction.length, right.fraction.length);
  const scaled = ({ negative, whole: digits, fraction: rest }: Digits): bigint => {
    const size = BigInt(digits.padStart(whole, "0") + rest.padEnd(fraction, "0"));
    return negative ? -size : size;
  };
  const difference = scaled(left) - scaled(right);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

interface Digits {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

function split(text: string): Digits | undefined {
  const plain = canonicalNumber(text);
  if (plain === undefined) return undefined;
  const negative = plain.startsWith("-");
  const [whole = "0", fraction = ""] = plain.slice(negative ? 1 : 0).split(".");
  return { negative, whole, fraction };
}
