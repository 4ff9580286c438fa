/** Waits for all of them, also when one fails: nothing goes on unseen. */
export async function all(work: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(work);
  const errors: unknown[] = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  if (errors.length > 1) throw new AggregateError(errors, errors.map(String).join("\n"));
  if (errors.length === 1) throw errors[0];
}
