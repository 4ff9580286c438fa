import type { AttributeValue, WireItem } from "@keywright/schema";
import { own } from "../own.ts";

/** A primary key in words. */
export function keyWords(key: WireItem): readonly string[] {
  return Object.entries(key).map(([name, value]) => `${name} is ${text(value)}`);
}

interface KeyInput {
  readonly KeyConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Record<string, unknown> | undefined;
}

/** The conditions of a query's key condition, in words. */
export function conditionWords(input: KeyInput): readonly string[] {
  const { KeyConditionExpression: expression = "", ExpressionAttributeNames: names = {} } = input;
  const values = (input.ExpressionAttributeValues ?? {}) as WireItem;
  const filled = (part: string): string =>
    part.replace(/#\w+/g, (name) => own(names, name) ?? name).replace(/:\w+/g, (name) => text(own(values, name)));
  const part = /#\w+ BETWEEN :\w+ AND :\w+|begins_with\(#\w+, :\w+\)|#\w+ (?:=|<=?|>=?) :\w+/g;
  return (expression.match(part) ?? []).map((condition) => filled(inWords(condition)));
}

function inWords(condition: string): string {
  return condition
    .replace(/^begins_with\((#\w+), (:\w+)\)$/, "$1 begins with $2")
    .replace(" BETWEEN ", " is between ")
    .replace(" AND ", " and ")
    .replace(" = ", " is ")
    .replace(" <= ", " is at most ")
    .replace(" >= ", " is at least ")
    .replace(" < ", " is less than ")
    .replace(" > ", " is greater than ");
}

function text(value: AttributeValue | undefined): string {
  if (value === undefined) return "?";
  if ("S" in value) return JSON.stringify(value.S);
  if ("N" in value) return value.N;
  return "B" in value ? `0x${Buffer.from(value.B).toString("hex")}` : "?";
}
