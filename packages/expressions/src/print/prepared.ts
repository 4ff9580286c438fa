import type { Placed, Printed } from "./placeholders.ts";
import type { FixedMaps } from "./substitution.ts";

/** What a printer has printed so far, but for the values, and what it may print next. */
export interface Prepared extends Printed {
  /** What is the same in each request. */
  maps: FixedMaps | undefined;
  /** Placeholders of the values, in the order in which they were printed. */
  readonly placed: readonly Placed[];
  /** Further expressions that were printed after these, by their structure. */
  readonly next: Map<string, { readonly text: string; readonly after: Prepared }>;
}

/** Expressions that were printed, kept by their structure, so that the next ones which differ in values only are not printed again. */
export interface PreparedExpressions {
  /** Where a printer begins. */
  start(): Prepared;
  keep(before: Prepared, structure: string, text: string, printed: Printed): Prepared;
}

/**
 * Characters of structures and texts that are kept: some thousands of expressions. A program that builds ever new structures
 * (names of entries, numbers of alternatives) begins again when they are reached.
 */
const capacity = 1_000_000;

export function createPrepared(): PreparedExpressions {
  const fresh = (): Prepared => ({ names: new Map(), placed: [], next: new Map(), maps: undefined });
  let root = fresh();
  let size = 0;
  return {
    start: () => root,
    keep(before, structure, text, printed) {
      size += structure.length + text.length;
      const after: Prepared = { ...printed, next: new Map(), maps: undefined };
      if (size > capacity) {
        root = fresh();
        size = 0;
      } else before.next.set(structure, { text, after });
      return after;
    },
  };
}
