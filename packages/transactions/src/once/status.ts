import type { Database, InScope } from "@keywright/client";
import type { LeaseState, OnceState } from "@keywright/schema";
import type { ScopedKeyOf } from "../lease/lease.ts";
import { readState } from "../lease/record.ts";
import { recordOf } from "../lease/record-of.ts";
import type { Marked, OnceEntity, OnceResult, OnceStatus } from "./types.ts";

/** What is stored says of itself that it is a marker: the schema has more properties than that of a lease. */
export function markerOf(state: LeaseState | undefined): OnceState | undefined {
  return state;
}

/** Milliseconds since 1970, as the connection sees it. */
export function timeOf(db: { readonly "~runtime": Database["~runtime"] }): number {
  return db["~runtime"].context().now.getTime();
}

export function statusOf(state: OnceState | undefined, now: number): OnceStatus<unknown> {
  if (state === undefined) return { status: "open" };
  const { nonce, owner, outcome, until, result, failure } = state;
  if (outcome === undefined) return nonce === undefined ? { status: "open" } : { status: "running", owner };
  if (until !== undefined && now >= until) return { status: "expired" };
  if (outcome === "done") return { status: "done", result };
  return { status: "failed", failure: failure ?? { name: "Error", message: "" } };
}

/**
 * Reads how far something has come that is to be done once.
 *
 * DynamoDB: `GetItem`, consistent.
 *
 * @throws ValidationError, ReadError
 * @example
 * const payment = await onceStatus(db, Payment, { orderId: "o1" });
 * if (payment.status === "done") console.log(payment.result.receipt);
 */
export async function onceStatus<E extends OnceEntity, T extends string = never>(
  db: Database<T>,
  entity: E & InScope<E, T> & Marked<E>,
  key: ScopedKeyOf<E, T>,
): Promise<OnceStatus<OnceResult<E>>> {
  const state = await readState(recordOf(db, entity.model, key, "once"), {});
  // The schema of the marker has checked the result.
  return statusOf(markerOf(state), timeOf(db)) as OnceStatus<OnceResult<E>>;
}
