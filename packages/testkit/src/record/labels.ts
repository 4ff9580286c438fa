import { isObject, type JsonObject, type JsonValue } from "../network/attempt.ts";
import type { RecordContext } from "./log.ts";

/** Replaces what is new in each run, in a text of a request. */
export type Label = (text: string) => string;

const isoTime = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z/g;

/** @param writeMarks - Names of attributes that hold write marks. */
export function labels(
  inputs: readonly JsonObject[],
  { tables, times }: RecordContext,
  writeMarks: readonly string[],
): Label {
  const replaced = new Map<string, string>();
  // All times have one label: whether two of them differ depends on how fast the test ran.
  const seconds = new Set<number>();
  for (const time of times) {
    seconds.add(Math.floor(time / 1000));
    // Numbers of an ordinary size are not taken for a time that a test set to the beginning of 1970.
    if (time < 1e12) continue;
    replaced.set(String(time), "<now>");
    replaced.set(String(Math.floor(time / 1000)), "<now>");
  }
  let marks = 0;
  let tokens = 0;
  for (const input of inputs) {
    const { ClientRequestToken: token } = input;
    if (typeof token === "string" && !replaced.has(token)) replaced.set(token, `<token ${++tokens}>`);
    for (const mark of marksIn(input, new Set(writeMarks))) {
      if (!replaced.has(mark)) replaced.set(mark, `<mark ${++marks}>`);
    }
  }
  return (text) =>
    replaced.get(text) ??
    withModelNames(text, tables).replace(isoTime, (found) => {
      const time = Date.parse(found);
      const isTold = times.has(time) || (!found.includes(".") && seconds.has(time / 1000));
      return isTold ? "<now>" : found;
    });
}

/** Names of tables may be parts of ARNs and of PartiQL statements. */
function withModelNames(text: string, tables: RecordContext["tables"]): string {
  let changed = text;
  for (const [name, table] of tables) changed = changed.replaceAll(name, table.model.name);
  return changed;
}

/** The write marks in a request: of items, and of values that its expressions set or compare with such an attribute. */
function marksIn(value: JsonValue, names: ReadonlySet<string>): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((entry: JsonValue) => marksIn(entry, names));
  if (!isObject(value)) return [];
  const found: string[] = [];
  for (const [name, entry] of Object.entries(value)) {
    if (names.has(name) && isObject(entry) && typeof entry.S === "string") found.push(entry.S);
    else if (entry !== undefined) found.push(...marksIn(entry, names));
  }
  return [...found, ...marksOfExpressions(value, names)];
}

function marksOfExpressions(action: JsonObject, names: ReadonlySet<string>): readonly string[] {
  const { ExpressionAttributeNames: aliases, ExpressionAttributeValues: values } = action;
  if (!isObject(values)) return [];
  const marked = [
    ...names,
    ...Object.entries(isObject(aliases) ? aliases : {}).flatMap(([alias, name]) =>
      typeof name === "string" && names.has(name) ? [alias] : [],
    ),
  ];
  const texts = [action.UpdateExpression, action.ConditionExpression].filter((text) => typeof text === "string");
  return texts.flatMap((text) =>
    [...text.matchAll(/([#\w]+) = (:\w+)/g)].flatMap(([, name = "", placeholder = ""]) => {
      const value = values[placeholder];
      return marked.includes(name) && isObject(value) && typeof value.S === "string" ? [value.S] : [];
    }),
  );
}
