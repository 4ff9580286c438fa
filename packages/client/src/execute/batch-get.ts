import type { WireItem } from "@keywright/schema";
import { BatchIncompleteError } from "../error/batch-incomplete-error.ts";
import type { Capacity } from "../operation/page.ts";
import { backOff } from "./backoff.ts";
import { addCapacity, capacityOf, none, type Runtime, request, type Subject } from "./runtime.ts";

/** What is to be read of one table. */
export interface BatchGet {
  readonly tableName: string;
  readonly consistent: boolean;
  /** Table keys, without repeats. */
  readonly keys: readonly WireItem[];
}

interface BatchRead {
  /** Stored items by the text of their key. */
  readonly items: ReadonlyMap<string, WireItem>;
  readonly capacity: Capacity;
}

/** The most keys that one request takes. */
const mostKeys = 100;
const mostAttempts = 8;

/**
 * Reads whole items by their keys, as many requests as it takes. Keys that DynamoDB left unprocessed are asked for again.
 *
 * @throws BatchIncompleteError where some stay unprocessed: throttled, which is not the same as absent
 */
export async function batchGet(
  runtime: Runtime,
  subject: Subject,
  batch: BatchGet,
  signal: AbortSignal | undefined,
): Promise<BatchRead> {
  const items = new Map<string, WireItem>();
  let capacity: Capacity = none;
  let left = batch.keys;
  for (let attempt = 0; left.length > 0; ) {
    signal?.throwIfAborted();
    const [asked, later] = [left.slice(0, mostKeys), left.slice(mostKeys)];
    const output = await request(runtime, subject, "BatchGetItem", inputOf(runtime, batch, asked), signal);
    capacity = addCapacity(capacity, capacityOf(output.ConsumedCapacity, true));
    const found = (output.Responses?.[batch.tableName] ?? []) as WireItem[];
    const unprocessed = (output.UnprocessedKeys?.[batch.tableName]?.Keys ?? []) as WireItem[];
    for (const item of found) items.set(keyText(pick(item, asked[0] ?? {})), item);
    left = [...unprocessed, ...later];
    if (unprocessed.length === 0) continue;
    // What came through shows that there is capacity; only standing still counts as an attempt.
    attempt = unprocessed.length < asked.length ? 1 : attempt + 1;
    if (attempt > mostAttempts) {
      throw new BatchIncompleteError({
        subject: `${subject.entity}.${subject.verb}`,
        done: items.size,
        unprocessed: left,
      });
    }
    await backOff(attempt, signal);
  }
  return { items, capacity };
}

type Input = Parameters<typeof request<"BatchGetItem">>[3];

function inputOf(runtime: Runtime, { tableName, consistent }: BatchGet, keys: readonly WireItem[]): Input {
  const { returnCapacity } = runtime.context();
  return {
    RequestItems: { [tableName]: { Keys: [...keys], ...(consistent ? { ConsistentRead: true } : {}) } },
    ...(returnCapacity === "NONE" ? {} : { ReturnConsumedCapacity: returnCapacity }),
  };
}

/** A key as a text, for looking up. */
export function keyText(key: WireItem): string {
  const entries = Object.entries(key).map(([name, value]) => [name, "B" in value ? [...value.B] : value]);
  return JSON.stringify(entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}

function pick(item: WireItem, like: WireItem): WireItem {
  return Object.fromEntries(
    Object.keys(like).flatMap((name) => {
      const value = item[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
