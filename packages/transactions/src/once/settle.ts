import {
  makeOperation,
  type SendOptions,
  TransactionCanceledError,
  type WriteDescription,
  type WriteOperation,
} from "@keywright/client";
import type { LeaseState, OnceState } from "@keywright/schema";
import { isHeldWith, type LeaseRecord, sendState, type Written, writeState } from "../lease/record.ts";
import { transact } from "../transact/transact.ts";
import { markerOf } from "./status.ts";

type Values = Readonly<Record<string, unknown>>;

/** Describes writing the outcome of a run, where it still is the one that holds the marker. */
function describeOutcome(record: LeaseRecord, state: OnceState, attributes: Values): WriteDescription {
  return writeState(record, state, isHeldWith(state.token), { changes: attributes });
}

/** Whether a run with this token has written this outcome. */
export function hasOutcome(state: OnceState): (stored: LeaseState | undefined) => boolean {
  return (stored) => stored?.token === state.token && markerOf(stored)?.outcome === state.outcome && !stored.nonce;
}

/** Writes the outcome of a run, and with it what else is to be committed, in one transaction. */
export async function settle(
  record: LeaseRecord,
  state: OnceState,
  attributes: Values,
  operations: readonly WriteOperation<unknown>[] | undefined,
  options: SendOptions,
): Promise<Written> {
  const outcome = describeOutcome(record, state, attributes);
  if (operations === undefined) return sendState(record, outcome, hasOutcome(state), options);
  try {
    await record.db.send(transact([...operations, makeOperation(outcome) as WriteOperation<unknown>]), options);
    return { done: true };
  } catch (error) {
    if (!TransactionCanceledError.isInstance(error)) throw error;
    const reasons = error.reasons as readonly ({ readonly code: string } | undefined)[];
    if (reasons[operations.length]?.code !== "ConditionalCheckFailed") throw error;
    return { done: false, stored: undefined };
  }
}
