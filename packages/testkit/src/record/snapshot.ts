import { isObject, type JsonObject, type JsonValue } from "../network/attempt.ts";
import { type Label, labels } from "./labels.ts";
import { logOf, type RequestSource } from "./source.ts";

interface SnapshotOptions {
  /** Attributes with write marks, besides `_mark`: what entities call `writeMark`. */
  readonly writeMarks?: readonly string[];
}

/**
 * The requests as text that is the same in each run, for snapshots: tables have their names in the model, properties are in
 * alphabetical order, and what is new each time is a label: write marks, idempotency tokens, and times that `db` took from its
 * clock. Times and random values of the test's own stay as they are. Attribute values are in the text.
 *
 * @throws {TestkitError} `requests-not-recorded`
 *
 * @example
 * expect(requestSnapshot(dynamodb)).toMatchSnapshot();
 */
export function requestSnapshot(source: RequestSource, { writeMarks = [] }: SnapshotOptions = {}): string {
  const log = logOf(source);
  const all = log.all;
  const label = labels(
    all.map(({ input }) => input),
    log["~context"],
    ["_mark", ...writeMarks],
  );
  return all
    .map(({ operation, tableNames, input }, i) => {
      const { TableName, ...rest } = input;
      const title = [`${i + 1}. ${operation}`, ...tableNames].join(" ");
      return `${title}\n${print(typeof TableName === "string" ? rest : input, label, "")}\n`;
    })
    .join("\n");
}

const width = 100;

/** JSON in a fixed order, on one line where it is short. */
function print(value: JsonValue, label: Label, indent: string): string {
  const line = printLine(value, label);
  if (line.length + indent.length <= width && indent !== "") return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    return `[\n${value.map((entry: JsonValue) => `${inner}${print(entry, label, inner)}`).join(",\n")}\n${indent}]`;
  }
  if (!isObject(value)) return line;
  const entries = entriesOf(value, label);
  if (entries.length === 0) return "{}";
  return `{\n${entries.map(([name, entry]) => `${inner}${JSON.stringify(name)}: ${print(entry, label, inner)}`).join(",\n")}\n${indent}}`;
}

function printLine(value: JsonValue, label: Label): string {
  if (Array.isArray(value)) return `[${value.map((entry: JsonValue) => printLine(entry, label)).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(typeof value === "string" ? label(value) : value);
  const entries = entriesOf(value, label);
  if (entries.length === 0) return "{}";
  return `{ ${entries.map(([name, entry]) => `${JSON.stringify(name)}: ${printLine(entry, label)}`).join(", ")} }`;
}

function entriesOf(value: JsonObject, label: Label): readonly (readonly [string, JsonValue])[] {
  return Object.entries(value)
    .flatMap(([name, entry]) => (entry === undefined ? [] : [[label(name), entry] as const]))
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
