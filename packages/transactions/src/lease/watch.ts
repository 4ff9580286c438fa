import type { LeaseState } from "@keywright/schema";

/** What was seen of a lease, and since when, on the clock of whoever looks. */
export interface Sighting {
  readonly nonce: string | undefined;
  readonly since: number;
}

/** The sighting after another look at the lease. Only a nonce that stays as it was goes on counting. */
export function look(before: Sighting | undefined, state: LeaseState | undefined, now: number): Sighting {
  const nonce = state?.nonce;
  return before !== undefined && before.nonce === nonce ? before : { nonce, since: now };
}

/**
 * Milliseconds until the lease may be taken; 0 where it may be taken now. The holder's own duration counts, which it stored:
 * it gives up before that is over, on its clock, which began to run before the nonce could be seen.
 */
export function dueIn({ nonce, since }: Sighting, state: LeaseState | undefined, now: number): number {
  return nonce === undefined || state === undefined ? 0 : Math.max(0, since + state.duration - now);
}
