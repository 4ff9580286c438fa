/** A value as DynamoDB holds it, tagged with its type. Assignable to and from the `AttributeValue` of the AWS SDK. */
export type AttributeValue =
  | { S: string }
  | { N: string }
  | { B: Uint8Array }
  | { BOOL: boolean }
  | { NULL: true }
  | { SS: string[] }
  | { NS: string[] }
  | { BS: Uint8Array[] }
  | { L: AttributeValue[] }
  | { M: { [name: string]: AttributeValue } };

/** An item as requests and answers carry it. */
export type WireItem = { [name: string]: AttributeValue };

/** The tags of DynamoDB's ten types. */
export type WireType = "S" | "N" | "B" | "BOOL" | "NULL" | "SS" | "NS" | "BS" | "L" | "M";

const wireTypes: ReadonlySet<string> = new Set(["S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"]);

/**
 * The type of a stored value; `undefined` for a value tagged with a type that this version does not know. Properties
 * that are `undefined` are passed over: the SDK's types allow them.
 */
export function wireType(value: AttributeValue): WireType | undefined {
  for (const tag in value) {
    if (wireTypes.has(tag) && value[tag as keyof AttributeValue] !== undefined) return tag as WireType;
  }
  return undefined;
}
