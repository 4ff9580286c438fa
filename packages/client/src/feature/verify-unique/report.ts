import type { KeywrightError } from "@keywright/schema";

/**
 * What is wrong: an item has no claim of its values (`missing`), an item has the values that another item has claimed
 * (`duplicate`), or a claim is of no item that has them (`orphan`).
 */
export type WrongClaimKind = "missing" | "duplicate" | "orphan";

/** A claim that is not as it should be. Holds keys, and no other value of an item. */
export interface WrongClaim {
  readonly kind: WrongClaimKind;
  /** The name of the constraint; of an orphan it may be one that the entity does not have any more. */
  readonly constraint: string;
  /**
   * Keys in the table: of the item that has no claim; of a duplicate also that of the item that has it; of an orphan that which
   * it names, if it names one.
   */
  readonly items: readonly Readonly<Record<string, unknown>>[];
  /**
   * `found`: it is still so. `fixed`: it was put right. `resolved`: `onDuplicate` saw to it. `changed`: others wrote it time and
   * again meanwhile; run this again. `unfixable`: a value cannot be part of a claim, or `onDuplicate` cannot be asked about an
   * item that does not fit the schema.
   */
  readonly outcome: "found" | "fixed" | "resolved" | "changed" | "unfixable";
  readonly error?: KeywrightError;
}

/** How far a verification has come, and what it found. */
export interface UniqueReport {
  /** Items of the entity that were looked at. */
  readonly checked: number;
  /** Claims of the entity that were looked at. */
  readonly claims: number;
  /** Items that were read and are neither, or have expired. */
  readonly skipped: number;
  /** How many are wrong, or were. */
  readonly found: Readonly<Record<WrongClaimKind, number>>;
  /** How many of them still are: those that were neither fixed nor resolved. */
  readonly left: Readonly<Record<WrongClaimKind, number>>;
  /** The first of each kind. */
  readonly wrong: readonly WrongClaim[];
}

/** Counts what is found, and keeps some of it. */
export interface Tally {
  count(what: "checked" | "claims" | "skipped", by?: number): void;
  add(wrong: WrongClaim | undefined): void;
  report(): UniqueReport;
}

export function createTally(examples: number): Tally {
  const counts = { checked: 0, claims: 0, skipped: 0 };
  const found = { missing: 0, duplicate: 0, orphan: 0 };
  const left = { ...found };
  const kept = { ...found };
  const wrong: WrongClaim[] = [];
  return {
    count(what, by = 1) {
      counts[what] += by;
    },
    add(each) {
      if (each === undefined) return;
      found[each.kind]++;
      if (each.outcome !== "fixed" && each.outcome !== "resolved") left[each.kind]++;
      if (kept[each.kind] === examples) return;
      kept[each.kind]++;
      wrong.push(each);
    },
    report: () => ({ ...counts, found: { ...found }, left: { ...left }, wrong: [...wrong] }),
  };
}
