import type { AnyEntity, Database, InScope, KeyOf, WriteOperation } from "@keywright/client";
import { type Condition, lte, notExists, or, type Ref } from "@keywright/expressions";
import type { LeaseState, TypeProblem } from "@keywright/schema";
import { claim } from "./claim.ts";
import { type Kept, keep } from "./keep.ts";
import { LeaseHeldError } from "./lease-held-error.ts";
import { type LeaseOptions, type LeaseTerms, termsOf } from "./options.ts";
import { checkHeld, isHeldWith, type LeaseRecord, sendState, writeState } from "./record.ts";
import { recordOf } from "./record-of.ts";

/** What leases need to know of an entity. */
export interface LeaseEntity extends AnyEntity {
  readonly "~types"?: { readonly name: string; readonly item: unknown; readonly key: unknown };
}

/** Nothing to say of an entity with a lease, and a sentence otherwise. */
export type Leased<E> = E extends { readonly "~types"?: { readonly name: infer N; readonly item: infer I } }
  ? "lease" extends keyof I
    ? unknown
    : TypeProblem<`'${N & string}' has no lease: add lease: leaseState() to its schema`>
  : unknown;

/** The key of an item, without what the scope of the connection fills in. */
export type ScopedKeyOf<E extends { readonly "~types"?: { readonly key: unknown } }, T extends string> = [T] extends [
  never,
]
  ? KeyOf<E>
  : Omit<KeyOf<E>, T>;

/** A lease that is held. */
export interface Lease {
  /** The fencing token: counts the acquisitions of this lease, so each holder has a greater one than those before. */
  readonly token: number;
  /** Aborted, with a `LeaseLostError`, when the lease is lost, over or released; and with the signal of the options. */
  readonly signal: AbortSignal;
  /** Milliseconds until the lease is over unless it is renewed; 0 where it is lost. */
  remaining(): number;
  /**
   * A condition for writes that only the latest holder may do: true where the attribute is absent, or holds no greater token.
   * Store `token` in the attribute with the same write.
   *
   * @example
   * Report.put({ ...report, fence: lease.token }, { where: (r) => lease.fence(r.fence) });
   */
  fence<N extends string>(attribute: Ref<N, number | undefined, number | undefined>): Condition<N>;
  /**
   * Describes checking that the lease is still held: for a transaction with what only the holder may do.
   *
   * @example
   * await db.send(transact([lease.check(), Report.create(report)]));
   */
  check(): WriteOperation<undefined>;
  /**
   * Renews the lease: its duration begins anew.
   *
   * DynamoDB: `UpdateItem`.
   *
   * @throws LeaseLostError; OutcomeUnknownError where no answer came: it may be called again
   */
  renew(): Promise<void>;
  /**
   * Gives the lease back, so that others need not wait. Its item stays, and the token counts on.
   *
   * DynamoDB: `UpdateItem`.
   *
   * @throws OutcomeUnknownError where no answer came: the lease is then over after its duration
   */
  release(): Promise<void>;
}

/**
 * Acquires a lease, to be renewed and released by hand. It is held for its duration, of which the holder uses nine tenths.
 * See `withLease`, which does the rest.
 *
 * DynamoDB: `GetItem`, consistent, as often as `poll` says while somebody else holds it; then `UpdateItem`.
 *
 * @throws LeaseHeldError where the time to wait is over; ValidationError
 * @example
 * const lease = await acquireLease(db, Job, { job: "report" }, { duration: 60_000 });
 * await lease.renew();
 * await lease.release();
 */
export async function acquireLease<E extends LeaseEntity, T extends string = never>(
  db: Database<T>,
  entity: E & InScope<E, T> & Leased<E>,
  key: ScopedKeyOf<E, T>,
  options: LeaseOptions = {},
): Promise<Lease> {
  return (await acquire(db, entity, key, options)).lease;
}

interface Acquired extends Pick<Kept, "heartbeat" | "loss"> {
  readonly lease: Lease;
  readonly key: LeaseRecord["key"];
}

/** Acquires a lease; the types of entity and key are known to be right. */
export async function acquire<T extends string>(
  db: Database<T>,
  { model }: AnyEntity,
  givenKey: unknown,
  options: LeaseOptions,
): Promise<Acquired> {
  const record = recordOf(db, model, givenKey, "lease");
  const { key } = record;
  const terms = termsOf(model.name, options);
  const claimed = await claim(record, terms);
  if (claimed.outcome !== "acquired") {
    throw new LeaseHeldError({ entity: model.name, key, owner: claimed.stored.owner });
  }
  const { token } = claimed.hold;
  const { heartbeat, loss, stop, signal, remaining, renew } = keep(record, terms, claimed.hold);
  const lease: Lease = Object.freeze({
    token,
    signal,
    remaining,
    renew,
    fence: <N extends string>(attribute: Ref<N, number | undefined, number | undefined>) =>
      or(notExists(attribute), lte(attribute, token)) as Condition<N>,
    check: () => checkHeld(record, token) as WriteOperation<undefined>,
    release: () => {
      stop();
      return release(record, terms, token);
    },
  });
  return { lease, key, heartbeat, loss };
}

async function release(record: LeaseRecord, { duration, owner, send }: LeaseTerms, token: number): Promise<void> {
  const description = writeState(record, { token, duration, owner }, isHeldWith(token));
  // Where somebody else holds it, this holder has nothing left to give back.
  const { deadline } = send;
  const isReleased = (stored: LeaseState | undefined): boolean => stored?.token !== token || stored.nonce === undefined;
  await sendState(record, description, isReleased, deadline === undefined ? {} : { deadline });
}
