import { inspect } from "node:util";

type Properties = Readonly<Record<string, unknown>>;

const types: ReadonlySet<string> = new Set(["S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"]);

function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null;
}

/** A stored value with its DynamoDB type: `S "OPEN"`, `N 3`. Anything else as JavaScript shows it. */
export function showStored(value: unknown): string {
  const [entry, ...others] = isObject(value) ? Object.entries(value) : [];
  if (entry === undefined || others.length > 0 || !types.has(entry[0])) return showPlain(value);
  const [type, content] = entry;
  if (type === "N") return `N ${String(content)}`;
  if (type === "M" && isObject(content)) return `M ${showStoredItem(content)}`;
  if (type === "L" && Array.isArray(content)) return `L [${content.map(showStored).join(", ")}]`;
  return `${type} ${showPlain(content)}`;
}

/** Names and stored values: `{ PK: S "USER#ada", SK: S "PROFILE" }`. */
export function showStoredItem(item: Properties): string {
  return `{ ${Object.entries(item)
    .map(([name, value]) => `${name}: ${showStored(value)}`)
    .join(", ")} }`;
}

/** A value of the program on one line. */
export function showPlain(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return inspect(value, { breakLength: Number.POSITIVE_INFINITY, compact: true, depth: 9 });
}
