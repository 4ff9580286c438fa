import type { Attempt } from "../network/attempt.ts";
import type {
  ConflictOptions,
  LatencyOptions,
  LoseResponseOptions,
  RefuseOptions,
  ServerErrorOptions,
  Step,
  ThrottleOptions,
  TimeoutOptions,
  UnprocessedOptions,
} from "./fault.ts";
import type { InjectedFault } from "./inject.ts";
import type { PendingFault, ScriptSelection } from "./rule.ts";
import type { FaultSelection } from "./selection.ts";

/** A fault, or a script of faults, that was asked for. */
export interface FaultHandle extends Disposable {
  /** How often it has happened. */
  readonly injected: number;
  /** Ends it: it happens no more, and is not pending. What it did stays in the report. */
  remove(): void;
}

/**
 * Faults of the network and of the service, for requests of one client of a real engine. They happen below the SDK, so that
 * its retries and its reading of errors are the real ones.
 *
 * An attempt has the first fault, in the order in which they were asked for, that selects it; delays and `interleave` come
 * on top of that. Each of these functions throws a `TestkitError` with the code `fault-invalid` for a fault that could never happen.
 */
export interface Faults {
  /** Refuses requests with a throttling error, or cancels transactions for it; nothing is sent. */
  throttle(selection?: FaultSelection & ThrottleOptions): FaultHandle;
  /**
   * Sends a part of a batch, and answers that the rest is unprocessed. A batch that is kept back whole is not sent, and
   * refused with `ProvisionedThroughputExceededException`, as by the service.
   */
  unprocessed(selection?: FaultSelection & UnprocessedOptions): FaultHandle;
  /** Cancels transactions, and refuses writes of one item, because another transaction is under way; nothing is sent. */
  conflict(selection?: FaultSelection & ConflictOptions): FaultHandle;
  /** Answers with an error of the server; nothing is sent, unless it shall be `committed`. */
  serverError(selection?: FaultSelection & ServerErrorOptions): FaultHandle;
  /** Answers with any other error of the service, such as `ReplicatedWriteConflictException`; nothing is sent. */
  refuse(selection: FaultSelection & RefuseOptions): FaultHandle;
  /** Resets the connection; nothing is sent. */
  reset(selection?: FaultSelection): FaultHandle;
  /** Delays requests or answers, also of those that have another fault. */
  latency(selection: FaultSelection & LatencyOptions): FaultHandle;
  /** Lets the engine do what is asked, and loses its answer. */
  loseResponse(selection?: FaultSelection & LoseResponseOptions): FaultHandle;
  /** Gives up waiting for the connection; nothing is sent. */
  timeout(selection?: FaultSelection & TimeoutOptions): FaultHandle;
  /**
   * Runs a function at the moment before a write is sent, and sends the write when it is done. Requests of the function have no
   * faults and are not recorded. What it throws, the caller of the write gets.
   */
  interleave(selection: FaultSelection, run: (attempt: Attempt) => unknown): FaultHandle;
  /** One step after the other, each to one attempt that can have it; `pass` lets one go by. */
  script(selection: ScriptSelection, steps: readonly Step[]): FaultHandle;
  /** What happened, in the order of its beginning. */
  report(): readonly InjectedFault[];
  /** What was asked for and has not happened, or not as often. */
  pending(): readonly PendingFault[];
  /**
   * Checks that everything that was asked for has happened.
   *
   * @throws {TestkitError} `fault-not-injected`, which says what is missing and what was sent; `interleave-failed` where
   * the function of an `interleave` threw; `fault-invalid` where a transaction had no action at the position of a fault.
   */
  expectAllInjected(): void;
  /** Ends all faults, and empties the report. */
  clear(): void;
}
