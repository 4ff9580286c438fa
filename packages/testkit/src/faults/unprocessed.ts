import { type Answer, contentOf, makeAnswer } from "../network/answer.ts";
import { type Attempt, isObject, type JsonObject, type JsonValue } from "../network/attempt.ts";
import type { Exchange } from "../network/handler.ts";
import type { UnprocessedOptions } from "./fault.ts";
import { throttlingAnswer } from "./refuse.ts";

type Entries = ReadonlyMap<string, readonly JsonValue[]>;

interface Split {
  readonly sent: Entries;
  readonly kept: Entries;
  readonly keptCount: number;
  readonly count: number;
}

interface Result {
  readonly answer: Answer;
  readonly detail: string;
  /** Whether anything was sent. */
  readonly sent: boolean;
}

/**
 * Sends a part of a batch, and answers that the rest is unprocessed. Where nothing is left to send, the answer is what the
 * service gives then: a throttling exception.
 */
export async function leaveUnprocessed(
  exchange: Exchange,
  options: UnprocessedOptions,
  region: string,
): Promise<Result> {
  const { attempt } = exchange;
  const { sent, kept, keptCount, count } = split(attempt, options);
  const what = attempt.operation === "BatchWriteItem" ? "items" : "keys";
  const detail = `${keptCount} of ${count} ${what} unprocessed`;
  if (keptCount === count) return { answer: throttlingAnswer(attempt, {}, region), detail, sent: false };
  const answer = await exchange.send({ ...attempt.input, RequestItems: requestItems(attempt.input, sent) });
  if (answer.status !== 200) return { answer, detail, sent: true };
  const property = attempt.operation === "BatchWriteItem" ? "UnprocessedItems" : "UnprocessedKeys";
  const content = contentOf(answer);
  const unprocessed = merge(content[property], requestItems(attempt.input, kept));
  return { answer: makeAnswer(200, { ...content, [property]: unprocessed }, answer.headers), detail, sent: true };
}

function split({ input }: Attempt, { keep }: UnprocessedOptions): Split {
  const entries = entriesOf(input);
  const count = [...entries.values()].reduce((sum, { length }) => sum + length, 0);
  const least = typeof keep === "function" ? 0 : count - (keep ?? Math.ceil(count / 2));
  let position = 0;
  let keptCount = 0;
  const sent = new Map<string, JsonValue[]>();
  const kept = new Map<string, JsonValue[]>();
  for (const [table, values] of entries) {
    for (const value of values) {
      const here = position++;
      const isKept = typeof keep === "function" ? keep(here, table) : here >= least;
      if (isKept) keptCount++;
      const side = isKept ? kept : sent;
      side.set(table, [...(side.get(table) ?? []), value]);
    }
  }
  return { sent, kept, keptCount, count };
}

/** The writes or keys of a batch, by table. */
function entriesOf({ RequestItems }: JsonObject): Entries {
  const items = isObject(RequestItems) ? RequestItems : {};
  return new Map(Object.entries(items).map(([table, value]) => [table, listOf(isObject(value) ? value.Keys : value)]));
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** `RequestItems` with these entries, and with what else the request says of the tables. */
function requestItems({ RequestItems }: JsonObject, entries: Entries): JsonObject {
  const original = isObject(RequestItems) ? RequestItems : {};
  return Object.fromEntries(
    [...entries].map(([table, values]) => {
      const said = original[table];
      return [table, isObject(said) ? { ...said, Keys: values } : values];
    }),
  );
}

/** What the engine itself left unprocessed stays so. */
function merge(found: JsonValue | undefined, added: JsonObject): JsonObject {
  const result: Record<string, JsonValue | undefined> = { ...(isObject(found) ? found : {}) };
  for (const [table, value] of Object.entries(added)) {
    const before = result[table];
    if (isObject(value)) {
      const keys = isObject(before) ? listOf(before.Keys) : [];
      result[table] = { ...value, Keys: [...keys, ...listOf(value.Keys)] };
    } else result[table] = [...listOf(before), ...listOf(value)];
  }
  return result;
}
