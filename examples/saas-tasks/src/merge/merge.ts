/**
 * Merges sources, each of which is in order, into one that is in order. At the beginning the first item of every source is
 * asked for, all at once; then one more of the source whose item was taken, when the next item is asked for.
 */
export async function* merge<T>(
  sources: readonly AsyncIterable<T>[],
  compare: (a: T, b: T) => number,
): AsyncGenerator<T, void, undefined> {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]());
  try {
    const heads = await Promise.all(iterators.map((iterator) => iterator.next()));
    for (let first = lowest(heads, compare); first !== undefined; first = lowest(heads, compare)) {
      yield first.item;
      const next = await iterators[first.source]?.next();
      heads[first.source] = next ?? { done: true, value: undefined };
    }
  } finally {
    await Promise.all(iterators.map((iterator) => iterator.return?.()));
  }
}

interface Head<T> {
  readonly source: number;
  readonly item: T;
}

// There are some dozen sources at most: looking at each is as quick as a heap.
function lowest<T>(heads: readonly IteratorResult<T>[], compare: (a: T, b: T) => number): Head<T> | undefined {
  let lowest: Head<T> | undefined;
  for (const [source, head] of heads.entries()) {
    if (head.done === true) continue;
    if (lowest === undefined || compare(head.value, lowest.item) < 0) lowest = { source, item: head.value };
  }
  return lowest;
}
