import type { ReadError, WireItem } from "@keywright/schema";
import type { Capacity } from "../operation/page.ts";
import { itemId, type KeyRead } from "../plan/batch/key-reads.ts";
import type { Hydration } from "../plan/read/pages-plan.ts";
import { leftOf, newBatch } from "./batch.ts";
import { incompleteItems } from "./incomplete.ts";
import { readKeys } from "./read-keys.ts";
import { addCapacity, type Runtime, type Subject } from "./runtime.ts";

/** What hydrating adds to. */
interface Hydrated {
  capacity: Capacity;
  readonly unreadable: { readonly error: ReadError; readonly after: number }[];
  readonly count: number;
  readonly deleted: Readonly<Record<string, unknown>>[];
  changed: number;
}

/** Completes items of an index from the table, in their order, and gives them to `found` with what the index had. */
export async function hydrate(
  runtime: Runtime,
  subject: Subject,
  { tableName, consistent, keyOf, judge }: Hydration,
  candidates: readonly WireItem[],
  read: Hydrated,
  found: (item: unknown, position: WireItem) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (candidates.length === 0) return;
  const reads = candidates.map((position, i): KeyRead => {
    const key = keyOf(position);
    const id = itemId(tableName, key);
    return { id, tableName, key, consistent, projection: undefined, bytes: 0, positions: [i] };
  });
  const items = new Map<string, WireItem>();
  const batch = newBatch([reads]);
  await readKeys(runtime, subject, batch, items, { concurrency: 1 }, signal);
  if (leftOf(batch).length > 0) throw incompleteItems(subject, batch);
  read.capacity = addCapacity(read.capacity, batch.capacity);
  for (const [i, position] of candidates.entries()) {
    const { id = "", key = {} } = reads[i] ?? {};
    const stored = items.get(id);
    if (stored === undefined) {
      read.deleted.push(
        Object.fromEntries(Object.entries(key).map(([name, value]) => [name, Object.values(value)[0]])),
      );
      continue;
    }
    const verdict = judge(stored);
    if (verdict.kind === "item") found(verdict.item, position);
    if (verdict.kind === "changed") read.changed++;
    if (verdict.kind === "unreadable") read.unreadable.push({ error: verdict.error, after: read.count });
  }
}
