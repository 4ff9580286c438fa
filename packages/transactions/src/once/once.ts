import { type Database, type InScope, type SendOptions, TransactionCanceledError } from "@keywright/client";
import { type OnceState, ValidationError } from "@keywright/schema";
import { claim } from "../lease/claim.ts";
import { type Kept, keep } from "../lease/keep.ts";
import type { ScopedKeyOf } from "../lease/lease.ts";
import { LeaseHeldError } from "../lease/lease-held-error.ts";
import { LeaseLostError } from "../lease/lease-lost-error.ts";
import { termsOf } from "../lease/options.ts";
import type { LeaseRecord } from "../lease/record.ts";
import { recordOf } from "../lease/record-of.ts";
import { OnceFailedError } from "./once-failed-error.ts";
import { hasOutcome, settle } from "./settle.ts";
import { statusOf, timeOf } from "./status.ts";
import type { Marked, OnceCommit, OnceEntity, OnceOptions, OnceResult, OnceRun } from "./types.ts";

/**
 * Does something once: the first caller does it, and stores the result in a marker; later ones get that. Those who come while
 * it is done wait for it, for as long as `wait` says. Where the one who does it is gone - crashed, or a Lambda that was cut
 * off - the next one takes over, as of a lease that is not renewed: the function runs at least once, and one at a time. A
 * function that gives `run.commit(operations, result)` changes nothing itself, and its operations are carried out exactly once.
 *
 * DynamoDB: `GetItem`, consistent, as often as `poll` says while another one does it; `UpdateItem` to begin, to renew and to
 * end, or `TransactWriteItems` with the operations.
 *
 * @throws LeaseHeldError where another one does it and the time to wait is over; OnceFailedError where it has failed and that
 * was stored; LeaseLostError where another one took over meanwhile; ValidationError; what the function throws
 * @example
 * const { receipt } = await once(db, Payment, { orderId: "o1" }, async ({ signal }) => ({ receipt: await charge("o1", signal) }));
 */
export async function once<E extends OnceEntity, T extends string = never>(
  db: Database<T>,
  entity: E & InScope<E, T> & Marked<E>,
  key: ScopedKeyOf<E, T>,
  work: (
    run: OnceRun<OnceResult<E>>,
  ) => OnceResult<E> | OnceCommit<OnceResult<E>> | Promise<OnceResult<E> | OnceCommit<OnceResult<E>>>,
  options: OnceOptions<E> = {},
): Promise<OnceResult<E>> {
  // The compiler knows the result by the entity, and the schema of the marker checks it.
  return run(db, recordOf(db, entity.model, key, "once"), work as Work, options) as Promise<OnceResult<E>>;
}

type Work = (run: OnceRun<unknown>) => unknown;
type Values = Readonly<Record<string, unknown>>;

async function run<T extends string>(
  db: Database<T>,
  record: LeaseRecord,
  work: Work,
  options: Omit<OnceOptions<OnceEntity>, "attributes"> & { readonly attributes?: Values },
): Promise<unknown> {
  const { model, key } = record;
  const { expires, onError = "retry", attributes = {} } = options;
  const terms = termsOf(model.name, options);
  if (expires !== undefined && !(expires > 0)) {
    const message = "must be milliseconds, greater than 0. Leave it out for what never expires";
    throw new ValidationError({ entity: model.name, issues: [{ path: ["expires"], code: "invalid_option", message }] });
  }
  const isSettled = (state: OnceState): boolean => {
    const { status } = statusOf(state, timeOf(db));
    return status === "done" || status === "failed";
  };
  const claimed = await claim(record, terms, isSettled);
  if (claimed.outcome !== "acquired") return outcomeOf(record, claimed.stored, claimed.outcome);

  const { token } = claimed.hold;
  const kept = keep(record, terms, claimed.hold);
  const { deadline } = terms.send;
  // What was done is written down also where the caller no longer waits for it.
  const send: SendOptions = deadline === undefined ? {} : { deadline };
  const base = { token, duration: terms.duration, owner: terms.owner };
  const ended = (): OnceState => ({ ...base, until: expires === undefined ? undefined : timeOf(db) + expires });
  kept.heartbeat();
  let done: OnceState | undefined;
  try {
    const given = await work({ signal: kept.signal, attempt: token, commit });
    kept.stop();
    const committed = isCommit(given);
    const result = committed ? given.result : given;
    done = { ...ended(), outcome: "done", result };
    const written = await settle(record, done, attributes, committed ? given["~commit"] : undefined, send);
    if (written.done) return result;
    throw new LeaseLostError({ entity: model.name, key, loss: "taken" });
  } catch (error) {
    const lost = lossOf(kept, error);
    if (lost !== undefined) throw LeaseLostError.isInstance(error) ? error : lostBy(record, lost.loss, error);
    kept.stop();
    // What happened after the function is no failure of it, but what its operations were refused for.
    const isFailure = done === undefined || (TransactionCanceledError.isInstance(error) && !error.retryable);
    const stores = onError === "store" && isFailure && !terms.send.signal?.aborted;
    const failed = stores ? { ...ended(), outcome: "failed" as const, failure: failureOf(error) } : base;
    // Where that cannot be written either, the next one takes over after the duration: the error itself says more.
    const end = await settle(record, failed, stores ? attributes : {}, undefined, send).catch(() => undefined);
    // No answer came to what is done all the same; nothing that is still on its way can change this.
    if (done !== undefined && end?.done === false && hasOutcome(done)(end.stored)) return done.result;
    throw error;
  }
}

function commit<R>(operations: OnceCommit<R>["~commit"], result: R): OnceCommit<R> {
  return Object.freeze({ "~commit": Object.freeze([...operations]), result });
}

function isCommit(given: unknown): given is OnceCommit<unknown> {
  return typeof given === "object" && given !== null && "~commit" in given;
}

/** What others have done. */
function outcomeOf({ model, key }: LeaseRecord, stored: OnceState, how: "held" | "settled"): unknown {
  const { owner, outcome, result, failure = { name: "Error", message: "" } } = stored;
  if (how === "held") throw new LeaseHeldError({ entity: model.name, key, owner });
  if (outcome === "failed") throw new OnceFailedError({ entity: model.name, key, failure });
  return result;
}

/** Why the marker is another's: not where it was given up here. */
function lossOf(kept: Kept, error: unknown): LeaseLostError | undefined {
  if (LeaseLostError.isInstance(error) && error.loss === "taken") return error;
  const loss = kept.loss();
  return loss?.loss === "released" ? undefined : loss;
}

function lostBy({ model, key }: LeaseRecord, loss: LeaseLostError["loss"], cause: unknown): LeaseLostError {
  return new LeaseLostError({ entity: model.name, key, loss, cause });
}

function failureOf(error: unknown): { readonly name: string; readonly message: string } {
  return error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: "Error", message: String(error) };
}
