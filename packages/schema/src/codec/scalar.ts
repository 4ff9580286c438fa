import { isBytes } from "../shape/helper/bytes.ts";
import { canonicalNumber, numberProblem } from "../wire/number.ts";

// In every Node this library runs on, and not yet in the library of ES2023.
declare global {
  interface String {
    isWellFormed(): boolean;
  }
}

/** Why a string cannot be stored. */
export function stringProblem(text: string): string | undefined {
  return !text.isWellFormed()
    ? "The string contains half of a surrogate pair, which UTF-8 cannot hold: cut strings by code points, or store bytes()"
    : undefined;
}

/** Why a number cannot be stored. */
export function doubleProblem(value: number): string | undefined {
  if (Number.isNaN(value)) return "DynamoDB cannot store NaN: leave the attribute out, or store null";
  if (!Number.isFinite(value)) return "DynamoDB cannot store Infinity: leave the attribute out, or store null";
  if (Number.isInteger(value)) {
    return Number.isSafeInteger(value)
      ? undefined
      : "An integer past 2^53 is not exact as a number: write z.bigint() or decimal(), and pass a bigint or a decimal";
  }
  const text = String(value);
  // Seventeen digits at most, and none of the exponents that are out of range.
  if (!text.includes("e")) return undefined;
  const problem = numberProblem(text);
  return problem && `The number ${problem}`;
}

/** A number that has no problem, as it is stored. */
export function doubleText(value: number): string {
  // JavaScript spells a number the way the service does, but for exponents; and -0 as 0.
  const text = String(value);
  return text.includes("e") ? (canonicalNumber(text) ?? text) : text;
}

/** Why decimal digits cannot be stored. */
export function decimalProblem(text: string): string | undefined {
  const problem = numberProblem(text);
  return problem && `The number ${problem}`;
}

export function decimalText(text: string): string {
  return canonicalNumber(text) ?? text;
}

/** A key that two set members share when DynamoDB takes them for the same. */
export function memberKey(member: string | Uint8Array): string {
  return isBytes(member) ? member.join() : member;
}

/** What to call a value in a message, without a word about what it holds. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  if (Array.isArray(value)) return "array";
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  if (tag !== "Object") return tag;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return "object";
  const name: unknown = value.constructor?.name;
  return typeof name === "string" && name !== "" && name !== "Object" ? `instance of ${name}` : "object";
}

/** Whether a value may stand for a map: an object that is no list, set, date or the like. */
export function isMapLike(value: unknown): value is { readonly [name: string]: unknown } {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return true;
  return Object.prototype.toString.call(value) === "[object Object]";
}
