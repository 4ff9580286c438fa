import { isBytes } from "../shape/helper/bytes.ts";
import { canonicalNumber, numberProblem } from "../wire/number.ts";

const loneSurrogate = /\p{Surrogate}/u;

/** Why a string cannot be stored. */
export function stringProblem(text: string): string | undefined {
  return loneSurrogate.test(text)
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
  const problem = numberProblem(String(value));
  return problem && `The number ${problem}`;
}

/** A number that has no problem, as it is stored. */
export function doubleText(value: number): string {
  if (Number.isSafeInteger(value)) return value === 0 ? "0" : String(value);
  return canonicalNumber(String(value)) ?? String(value);
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
  return typeof value === "object" && value !== null && Object.prototype.toString.call(value) === "[object Object]";
}
