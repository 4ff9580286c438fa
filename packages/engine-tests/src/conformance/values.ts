import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** An item, a key or some attributes as the SDK's own client takes them. */
export type Attributes = Record<string, AttributeValue>;

export const S = (value: string): AttributeValue => ({ S: value });
export const N = (value: number | string): AttributeValue => ({ N: String(value) });
export const B = (...bytes: number[]): AttributeValue => ({ B: Uint8Array.from(bytes) });
export const L = (...values: AttributeValue[]): AttributeValue => ({ L: values });
export const M = (value: Attributes): AttributeValue => ({ M: value });
export const SS = (...values: string[]): AttributeValue => ({ SS: values });
export const NS = (...values: (number | string)[]): AttributeValue => ({ NS: values.map(String) });

/** As many numbers, from 0. */
export function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i);
}
