import type { AnyTable } from "keywright";
import { checkItem, keyText } from "./check-item.ts";
import { at, invalid } from "./invalid.ts";
import { type ItemSource, type PlacedItem, readItems } from "./read-items.ts";
import { BATCH, type DataOptions, nameIn, putBatch, type Store } from "./store.ts";

// Batches under way at once.
const PARALLEL = 4;

/** Items of one table, checked as they come. What is wrong with one is found when those before it may have been written. */
export async function* checkedItems(table: AnyTable, source: ItemSource): AsyncGenerator<PlacedItem> {
  const check = checkEach(table);
  for await (const placed of readItems(source)) {
    check(placed);
    yield placed;
  }
}

/** Checks items of one table one by one: their keys, their size, and that no two have one key. */
export function checkEach(table: AnyTable): (placed: PlacedItem) => void {
  const places = new Map<string, string>();
  return ({ item, place }) => {
    at(place, () => checkItem(table, item));
    const key = keyText(table, item);
    const earlier = places.get(key);
    if (earlier !== undefined) throw invalid(place, `the item has the same key as the one at ${earlier}`);
    places.set(key, place);
  };
}

/** Writes items into a table as they come, a few batches at once. Gives how many. */
export async function writeItems(
  store: Store,
  table: AnyTable,
  items: AsyncIterable<PlacedItem> | Iterable<PlacedItem>,
  options: DataOptions,
  written = { items: 0 },
): Promise<number> {
  const name = nameIn(store, table.model.name);
  const running = new Set<Promise<void>>();
  let count = 0;
  let batch: PlacedItem[] = [];
  const send = async (): Promise<void> => {
    options.signal?.throwIfAborted();
    const sent = batch;
    batch = [];
    if (running.size >= PARALLEL) await Promise.race(running);
    const work = putBatch(
      store,
      name,
      sent.map(({ item }) => item),
    ).then(() => {
      count += sent.length;
      written.items += sent.length;
      options.onProgress?.({ items: written.items });
    });
    running.add(work);
    // A failure is not lost: racing and waiting for all of them see it.
    work.then(
      () => running.delete(work),
      () => undefined,
    );
  };
  try {
    for await (const placed of items) {
      batch.push(placed);
      if (batch.length === BATCH) await send();
    }
    if (batch.length > 0) await send();
  } finally {
    await Promise.allSettled(running);
  }
  await Promise.all(running);
  return count;
}
