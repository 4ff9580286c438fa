import { randomUUID } from "node:crypto";
import {
  ConditionFailedError,
  type Database,
  ItemNotFoundError,
  makeOperation,
  type Operation,
  OutcomeUnknownError,
  type SendOptions,
  type WriteDescription,
} from "@keywright/client";
import { and, type Condition, eq, exists, notExists, type RefOf } from "@keywright/expressions";
import type { EntityModel, LeaseSchema, LeaseState } from "@keywright/schema";

type Values = Readonly<Record<string, unknown>>;

/** The item that holds a lease, and the attribute that it is in. */
export interface LeaseRecord {
  readonly db: Pick<Database, "send" | "~runtime">;
  readonly model: EntityModel;
  /** Attributes of the primary key, those of a scope included. */
  readonly key: Values;
  readonly attribute: string;
  /** Changes of other attributes when it is acquired: it must not expire while it is held. */
  readonly cleared: Values;
}

type StateRef = RefOf<string, LeaseSchema>;

export async function readState(
  { db, model, key, attribute }: LeaseRecord,
  options: SendOptions,
): Promise<LeaseState | undefined> {
  const get = makeOperation({ verb: "get", model, key, consistent: true, select: undefined });
  return stateIn(await db.send(get, options), attribute);
}

/** The state that an item has; the item's schema has checked it. */
function stateIn(item: unknown, attribute: string): LeaseState | undefined {
  return (item as { readonly [name: string]: LeaseState | undefined } | undefined)?.[attribute];
}

/** A new value for a nonce: nobody else has the same. */
export const newNonce: () => string = randomUUID;

/** Whether the lease is as it was seen. Each acquisition counts the token up, and each renewal changes the nonce. */
export function isAsSeen(seen: LeaseState | undefined): (state: StateRef) => Condition<string> {
  if (seen === undefined) return (state) => notExists(state);
  const { token, nonce } = seen;
  return (state) =>
    and(
      eq(state.token, token),
      nonce === undefined ? notExists(state.nonce) : eq(state.nonce, nonce),
    ) as Condition<string>;
}

/** Whether the lease is held by whoever acquired it with this token. */
export function isHeldWith(token: number): (state: StateRef) => Condition<string> {
  return (state) => and(eq(state.token, token), exists(state.nonce)) as Condition<string>;
}

/** Describes writing the state, where a condition on the stored one holds. What has no state yet may have no item. */
export function writeState(
  { model, key, attribute }: LeaseRecord,
  state: LeaseState,
  condition: (state: StateRef) => Condition<string>,
  { mayBeAbsent = false, changes = {} }: { readonly mayBeAbsent?: boolean; readonly changes?: Values } = {},
): WriteDescription {
  const where = (references: Readonly<Record<string, StateRef>>): unknown =>
    condition(references[attribute] as StateRef);
  const values = { ...changes, [attribute]: state };
  return mayBeAbsent
    ? { verb: "upsert", model, item: { ...key, ...values }, where, onExpired: "throw" }
    : { verb: "update", model, key, changes: values, known: {}, expected: undefined, where, returning: "none" };
}

/** Describes checking, without a write, that the lease is still held with a token. */
export function checkHeld({ model, key, attribute }: LeaseRecord, token: number): Operation<unknown> {
  const condition = isHeldWith(token);
  const where = (references: Readonly<Record<string, StateRef>>): unknown =>
    condition(references[attribute] as StateRef);
  return makeOperation({ verb: "check", model, key, expected: undefined, where });
}

/** What became of a write of the state: it was written, or something else is stored. */
export type Written = { readonly done: true } | { readonly done: false; readonly stored: LeaseState | undefined };

/**
 * Sends a write of the state. Where the answer to an attempt was lost, `isDone` says by what is stored whether it was written.
 *
 * @throws OutcomeUnknownError where that cannot be read either
 */
export async function sendState(
  record: LeaseRecord,
  description: WriteDescription,
  isDone: (stored: LeaseState | undefined) => boolean,
  options: SendOptions,
): Promise<Written> {
  try {
    await record.db.send(makeOperation(description), options);
    return { done: true };
  } catch (error) {
    if (ItemNotFoundError.isInstance(error)) return { done: false, stored: undefined };
    const isRefused = ConditionFailedError.isInstance(error);
    if (!isRefused && !OutcomeUnknownError.isInstance(error)) throw error;
    const stored = error.item === undefined ? await readState(record, options) : stateIn(error.item, record.attribute);
    if (isDone(stored)) return { done: true };
    // No attempt got an answer: what is read now may change when one of them arrives.
    if (!isRefused && error.item === undefined) throw error;
    return { done: false, stored };
  }
}
