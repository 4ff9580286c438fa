import type { Hold } from "./claim.ts";
import { type LeaseLoss, LeaseLostError } from "./lease-lost-error.ts";
import type { LeaseTerms } from "./options.ts";
import { isHeldWith, type LeaseRecord, newNonce, sendState, writeState } from "./record.ts";

/** A lease that is held: it can be renewed, and says when it is lost. */
export interface Kept {
  /** Aborted when the lease is no longer held, or with the signal of the options. */
  readonly signal: AbortSignal;
  /** Why it is no longer held; `undefined` while it is. */
  loss(): LeaseLostError | undefined;
  /** Milliseconds until it is over unless it is renewed; 0 where it is lost. */
  remaining(): number;
  renew(): Promise<void>;
  /** Renews it at a third of its duration, again and again, until it is lost or given up. */
  heartbeat(): void;
  /** Gives it up without a request: nothing is renewed any more. */
  stop(): void;
}

/** A holder stops a tenth of the duration before others take over: its timers may be late. */
const caution = 0.9;

/** Watches over a lease that was acquired. */
export function keep(record: LeaseRecord, { duration, owner, timer, send }: LeaseTerms, hold: Hold): Kept {
  const { token } = hold;
  const controller = new AbortController();
  let end = hold.since + duration * caution;
  let lost: LeaseLostError | undefined;
  let failure: unknown;

  const lose = (loss: LeaseLoss, cause?: unknown): void => {
    lost ??= new LeaseLostError({ entity: record.model.name, key: record.key, loss, cause });
    controller.abort(lost);
  };
  const remaining = (): number => {
    const left = end - timer.now();
    // Timers may be late.
    if (left <= 0) lose("over", failure);
    return lost ? 0 : left;
  };
  const check = (): void => {
    if (remaining() === 0) throw lost;
  };
  const renew = async (): Promise<void> => {
    check();
    const since = timer.now();
    const state = { token, nonce: newNonce(), duration, owner };
    // The token alone tells the holder: a renewal that arrives late finds the lease released, or another token.
    const description = writeState(record, state, isHeldWith(token));
    const options = { ...send, signal: controller.signal };
    try {
      const written = await sendState(record, description, (stored) => stored?.nonce === state.nonce, options);
      if (!written.done) lose("taken");
    } finally {
      // What is lost meanwhile says more than the request that it broke off.
      check();
    }
    end = since + duration * caution;
  };
  const beat = async (): Promise<void> => {
    for (let pause = duration / 3; ; ) {
      await timer.wait(pause, controller.signal);
      try {
        await renew();
        pause = duration / 3;
      } catch (error) {
        // It is tried again until the time is over; then this is why.
        failure = error;
        pause = duration / 20;
      }
    }
  };
  const expire = async (): Promise<void> => {
    for (let left = remaining(); left > 0; left = remaining()) await timer.wait(left, controller.signal);
  };
  // They end where the signal is aborted, in whichever way their timers say so.
  const untilLost = (work: Promise<void>): void => {
    work.catch((error: unknown) => lose("over", error));
  };

  untilLost(expire());
  const signal = send.signal ? AbortSignal.any([controller.signal, send.signal]) : controller.signal;
  return {
    signal,
    loss: () => lost,
    remaining,
    renew,
    heartbeat: () => untilLost(beat()),
    stop: () => lose("released"),
  };
}
