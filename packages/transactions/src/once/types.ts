import type { AnyEntity, Item, WriteOperation } from "@keywright/client";
import type { OnceState, TypeProblem } from "@keywright/schema";
import type { LeaseOptions } from "../lease/options.ts";

/** What `once` needs to know of an entity. */
export interface OnceEntity extends AnyEntity {
  readonly "~types"?: { readonly name: string; readonly item: unknown; readonly key: unknown };
}

/** Nothing to say of an entity with a marker, and a sentence otherwise. */
export type Marked<E> = E extends { readonly "~types"?: { readonly name: infer N; readonly item: infer I } }
  ? "once" extends keyof I
    ? unknown
    : TypeProblem<`'${N & string}' has no marker: add once: onceState(...) to its schema`>
  : unknown;

/** The result that a marker stores. */
export type OnceResult<E> = E extends { readonly "~types"?: { readonly item: { readonly once?: infer O } } }
  ? O extends OnceState<infer R>
    ? Exclude<R, undefined>
    : never
  : never;

/** Operations and a result, to be committed together. */
export interface OnceCommit<R> {
  readonly "~commit": readonly WriteOperation<unknown>[];
  readonly result: R;
}

/** What the function of `once` gets. */
export interface OnceRun<R> {
  /** Aborted when somebody else may take over, and with the signal of the options. */
  readonly signal: AbortSignal;
  /** How often this was begun, this time included. */
  readonly attempt: number;
  /**
   * Gives operations (up to 99) and the result to be committed with the marker in one transaction: all of it happens exactly
   * once. Return what it gives.
   *
   * @example
   * return run.commit([Account.update({ id }, { balance: increment(5) })], { receipt: "r1" });
   */
  commit(operations: readonly WriteOperation<unknown>[], result: R): OnceCommit<R>;
}

export interface OnceOptions<E extends OnceEntity> extends LeaseOptions {
  /** Milliseconds after which what was done, or has failed, may be done again; never by default. */
  readonly expires?: number;
  /**
   * What becomes of an error that the function throws: `retry` (default) leaves it to the next caller to try again; `store`
   * keeps its name and message, and later callers get a `OnceFailedError`. An abort is none.
   */
  readonly onError?: "retry" | "store";
  /**
   * Other attributes of the marker, written with its outcome: such as the one by which DynamoDB deletes it, at a time after
   * which it may be done again.
   */
  readonly attributes?: Omit<Partial<Item<E>>, "once">;
}

/** How far something has come that is to be done once. */
export type OnceStatus<R> =
  /** Not begun, or left to be tried again. */
  | { readonly status: "open" }
  /** Begun, and not ended: perhaps by a process that is gone. */
  | { readonly status: "running"; readonly owner: string | undefined }
  | { readonly status: "done"; readonly result: R }
  | { readonly status: "failed"; readonly failure: { readonly name: string; readonly message: string } }
  /** Done or failed, for so long ago that it may be done again. */
  | { readonly status: "expired" };
