import { canonicalNumber, numberProblem } from "../../wire/number.ts";
import { type Chained, chain } from "./chain.ts";
import { type ValueSchema, valueSchema } from "./marker.ts";

/** An exact decimal number as text, up to 38 digits. `NumberValue` of the SDK's `lib-dynamodb` is one, too. */
export interface Decimal {
  readonly value: string;
}

/** Stored as a number, a `Decimal` in the program. */
export type DecimalSchema = Chained<ValueSchema<Decimal>>;

const marker = "~keywright";

/**
 * Makes an exact decimal number. Throws a RangeError where DynamoDB could not store it.
 *
 * @example
 * await Account.create({ accountId: "a1", balance: toDecimal("1234567890.123456789012345") });
 */
export function toDecimal(number: string | number | bigint): Decimal {
  const text = String(number);
  const problem = numberProblem(text);
  const value = canonicalNumber(text);
  if (problem !== undefined || value === undefined) {
    throw new RangeError(`toDecimal: this ${problem ?? "is not a decimal number"}.`);
  }
  return decimalOf(value);
}

export function decimalOf(value: string): Decimal {
  const decimal = { value };
  // Hidden, so that a decimal prints and compares as what it is.
  Object.defineProperty(decimal, marker, { value: "decimal" });
  return Object.freeze(decimal);
}

/** Whether a value says of itself that it is a decimal: one of ours, or a `NumberValue` of the SDK. */
export function isTaggedDecimal(value: object): value is Decimal {
  if (!("value" in value) || typeof value.value !== "string") return false;
  if (marker in value) return value[marker] === "decimal";
  return "toAttributeValue" in value && typeof value.toAttributeValue === "function";
}

function isDecimal(value: unknown): value is Decimal {
  if (typeof value !== "object" || value === null || !("value" in value)) return false;
  return typeof value.value === "string" && canonicalNumber(value.value) !== undefined;
}

/**
 * An exact decimal number, stored as a number (type N): money, measurements, whatever a double would round. Takes anything
 * with its digits in `value`: `toDecimal("9.90")`, `{ value: "9.90" }`, a `NumberValue` of the SDK.
 *
 * @example
 * schema: z.object({ accountId: z.string(), balance: decimal() })
 */
export function decimal(): DecimalSchema {
  return chain(valueSchema("decimal", isDecimal, "decimal"));
}
