/** What a call did: what it makes of a state, or `undefined` where it could not have been answered so in that state. */
export interface Call<S> {
  /** What it was and what it answered, for the reader of a history that is wrong. */
  readonly what: string;
  /** When it began, and when its answer came; `Infinity` where none came, so that it may happen later, or never. */
  readonly from: number;
  readonly until: number;
  apply(state: S): S | undefined;
}

/**
 * Whether calls that overlapped can be put into an order, each at a moment between its beginning and its end, in which their
 * answers are right: whether the store behaves as if it did one thing at a time. Tries orders from the front, and none twice
 * from the same state (the algorithm of Wing and Gong, with the memory of Lowe).
 *
 * @param keyOf - tells states apart
 */
export function isLinearizable<S>(calls: readonly Call<S>[], initial: S, keyOf: (state: S) => string): boolean {
  const tried = new Set<string>();
  const from = (done: ReadonlySet<number>, state: S): boolean => {
    const rest = [...calls.keys()].filter((i) => !done.has(i));
    // Those without an answer need not have happened.
    if (rest.every((i) => calls[i]?.until === Number.POSITIVE_INFINITY)) return true;
    const memory = `${rest.join()} ${keyOf(state)}`;
    if (tried.has(memory)) return false;
    tried.add(memory);
    const firstEnd = Math.min(...rest.map((i) => calls[i]?.until ?? 0));
    return rest.some((i) => {
      const call = calls[i];
      if (call === undefined || call.from > firstEnd) return false;
      const next = call.apply(state);
      return next !== undefined && from(new Set([...done, i]), next);
    });
  };
  return from(new Set(), initial);
}
