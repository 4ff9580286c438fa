/**
 * Does work on each of a list, some of it at the same time, and gives what came of it in the order of the list. After a failure
 * nothing further begins, and it rejects with that when the rest has ended.
 */
export async function sideBySide<T, R>(
  list: readonly T[],
  most: number,
  work: (each: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const left = list.entries();
  let failed = false;
  const worker = async (): Promise<void> => {
    for (const [i, each] of left) {
      if (failed) return;
      try {
        results[i] = await work(each);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = Array.from({ length: Math.min(most, list.length) }, worker);
  await Promise.allSettled(workers);
  await Promise.all(workers);
  return results;
}
