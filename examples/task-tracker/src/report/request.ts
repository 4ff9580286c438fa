import type { Capacity, RequestEvent } from "keywright";
import { showPlain, showStored, showStoredItem } from "./value.ts";

type Properties = Readonly<Record<string, unknown>>;

// What a reader need not see each time: how answers are wanted.
const left: ReadonlySet<string> = new Set([
  "TableName",
  "ReturnConsumedCapacity",
  "ReturnValuesOnConditionCheckFailure",
]);
const storedItems: ReadonlySet<string> = new Set(["Key", "Item", "ExclusiveStartKey"]);
const names = "ExpressionAttributeNames";
const values = "ExpressionAttributeValues";

/** A request as lines: its name and table, then its properties, expressions followed by what their placeholders mean. */
export function showRequest({ request, input, output, error, capacity }: RequestEvent): readonly string[] {
  const properties = input as Properties;
  const lines = [`${request} ${String(properties.TableName ?? "")}`.trimEnd()];
  for (const [name, value] of Object.entries(properties)) {
    if (left.has(name) || value === undefined) continue;
    lines.push(`  ${name}: ${showProperty(name, value)}`);
  }
  if (error instanceof Error) return [...lines, `  -> ${error.name}`];
  return [...lines, `  -> answered${countOf(output)}${unitsOf(capacity)}`];
}

function unitsOf({ read, write }: Capacity): string {
  const [units, kind] = read > 0 ? [read, "read"] : [write, "write"];
  return units === 0 ? "" : `, ${units} ${kind} ${units === 1 ? "unit" : "units"}`;
}

function showProperty(name: string, value: unknown): string {
  if (typeof value === "string") return value;
  if (storedItems.has(name)) return showStoredItem(value as Properties);
  if (name === names) return pairs(value as Properties, String);
  if (name === values) return pairs(value as Properties, showStored);
  return showPlain(value);
}

function pairs(entries: Properties, show: (value: unknown) => string): string {
  return Object.entries(entries)
    .map(([placeholder, value]) => `${placeholder} = ${show(value)}`)
    .join(", ");
}

function countOf(output: object | undefined): string {
  if (output === undefined || !("Items" in output) || !Array.isArray(output.Items)) return "";
  return ` with ${output.Items.length} ${output.Items.length === 1 ? "item" : "items"}`;
}
