/** What the library aims at, and has not reached: `bench:types --check` says how far it is. Zod's own cost is included. */
export const goals = {
  /** Instantiations of a program of 100 entities, by those of the same program with ElectroDB. */
  instantiationsRatio: 0.2,
  /** Check time of the same: `bench:types` reports it, and no test does, because time depends on what else runs. */
  checkTimeRatio: 0.35,
  /** Instantiations that an entity with six operations adds. */
  addedInstantiations: 2000,
} as const;

/** What entities may cost TypeScript, zod's own cost included. `budgets.test.ts` holds the library to it. */
export const budgets = {
  /** See `goals`: what was reached, so that it does not grow again. */
  instantiationsRatio: 0.405,
  addedInstantiations: 3490,
  /** Instantiations of 100 entities, by those of the same program with the DocumentClient and zod, which checks little. */
  byHandRatio: 1.75,
  /** Instantiations of one entity with one conditional update, above those of its schema alone. */
  fixedInstantiations: 8000,
  /**
   * Bytes of the declaration file of an exported entity with two indexes, by those of its schema alone; and the bytes that an
   * entity with ten indexes adds to those of its schema, by the same. Names and templates of each index are among them.
   */
  declarationRatio: 1.5,
} as const;
