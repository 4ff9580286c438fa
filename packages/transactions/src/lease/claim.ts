import type { LeaseState } from "@keywright/schema";
import type { LeaseTerms } from "./options.ts";
import { isAsSeen, type LeaseRecord, newNonce, readState, sendState, type Written, writeState } from "./record.ts";
import { dueIn, look, type Sighting } from "./watch.ts";

/** A lease that was acquired, by the token that it then had. */
export interface Hold {
  readonly token: number;
  /** When the request was sent, on the clock of the process: its duration counts from then. */
  readonly since: number;
}

/** How a claim ended: acquired, or with what is stored by others. */
export type Claimed =
  | { readonly outcome: "acquired"; readonly hold: Hold }
  | { readonly outcome: "held" | "settled"; readonly stored: LeaseState };

/**
 * Acquires a lease: at once where nobody holds it, and otherwise when its nonce has stayed the same for its duration. What is
 * `settled` is not claimed.
 */
export async function claim(
  record: LeaseRecord,
  terms: LeaseTerms,
  isSettled: (state: LeaseState) => boolean = () => false,
): Promise<Claimed> {
  const { timer, wait, poll, send } = terms;
  const until = timer.now() + wait;
  let stored = await readState(record, send);
  let sighting: Sighting | undefined;
  for (;;) {
    if (stored !== undefined && isSettled(stored)) return { outcome: "settled", stored };
    const now = timer.now();
    sighting = look(sighting, stored, now);
    const due = dueIn(sighting, stored, now);
    if (due === 0 || stored === undefined) {
      const taken = await take(record, terms, stored);
      if ("hold" in taken) return { outcome: "acquired", hold: taken.hold };
      stored = taken.stored;
      continue;
    }
    if (now >= until) return { outcome: "held", stored };
    // Of random length, so that those who wait do not come all at once; the last one ends when the lease is due.
    await timer.wait(Math.min(due, until - now, poll * (0.5 + Math.random())), send.signal);
    stored = await readState(record, send);
  }
}

/** Writes the lease as one's own, where it still is as it was seen. */
async function take(
  record: LeaseRecord,
  { duration, owner, timer, send }: LeaseTerms,
  seen: LeaseState | undefined,
): Promise<{ readonly hold: Hold } | Exclude<Written, { readonly done: true }>> {
  const state: LeaseState = { token: (seen?.token ?? 0) + 1, nonce: newNonce(), duration, owner };
  const since = timer.now();
  const how = seen === undefined ? { mayBeAbsent: true } : { changes: record.cleared };
  const description = writeState(record, state, isAsSeen(seen), how);
  const written = await sendState(record, description, (stored) => stored?.nonce === state.nonce, send);
  return written.done ? { hold: { token: state.token, since } } : written;
}
