const several = ["a", "b", "c", "d", "e", "f"] as const;
export const idsOf = (id: string): readonly string[] => several.map((letter) => `${id}-${letter}`);
export const all = <R>(id: string, work: (one: string) => Promise<R>): Promise<readonly R[]> =>
  Promise.all(idsOf(id).map(work));

/** As often as a batch tries in these tests. */
export const few = { maxAttempts: 2 };
