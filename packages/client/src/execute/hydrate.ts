import type { ReadError, WireItem } from "@keywright/schema";
import type { Capacity } from "../operation/page.ts";
import type { Hydration } from "../plan/read/pages-plan.ts";
import { batchGet, keyText } from "./batch-get.ts";
import { addCapacity, type Runtime, type Subject } from "./runtime.ts";

/** An item of an index, to be completed. */
export interface Candidate {
  readonly item: unknown;
  readonly position: WireItem;
}

/** What hydrating adds to. */
interface Hydrated {
  readonly found: Candidate[];
  capacity: Capacity;
  readonly unreadable: ReadError[];
  readonly deleted: Readonly<Record<string, unknown>>[];
  changed: number;
}

/** Completes items of an index from the table, in their order. */
export async function hydrate(
  runtime: Runtime,
  subject: Subject,
  { tableName, consistent, keyOf, judge }: Hydration,
  candidates: readonly Candidate[],
  read: Hydrated,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (candidates.length === 0) return;
  const keys = candidates.map(({ position }) => keyOf(position));
  const { items, capacity } = await batchGet(runtime, subject, { tableName, consistent, keys }, signal);
  read.capacity = addCapacity(read.capacity, capacity);
  for (const [i, { position }] of candidates.entries()) {
    const key = keys[i] ?? {};
    const stored = items.get(keyText(key));
    if (stored === undefined) {
      read.deleted.push(
        Object.fromEntries(Object.entries(key).map(([name, value]) => [name, Object.values(value)[0]])),
      );
      continue;
    }
    const verdict = judge(stored);
    if (verdict.kind === "item") read.found.push({ item: verdict.item, position });
    if (verdict.kind === "changed") read.changed++;
    if (verdict.kind === "unreadable") read.unreadable.push(verdict.error);
  }
}
