import type { Attempt } from "../network/attempt.ts";

/** The errors with which DynamoDB refuses a request that is too much. The SDK tries again after each of them. */
export type ThrottlingError = "ProvisionedThroughputExceededException" | "ThrottlingException" | "RequestLimitExceeded";

export type ThrottlingReasonCode =
  `${"Table" | "Index"}${"Read" | "Write"}${"ProvisionedThroughputExceeded" | "AccountLimitExceeded" | "KeyRangeThroughputExceeded" | "MaxOnDemandThroughputExceeded"}`;

export interface ThrottlingReason {
  readonly reason: ThrottlingReasonCode;
  /** The ARN of the table or index. */
  readonly resource: string;
}

export interface ThrottleOptions {
  /** The error; `ProvisionedThroughputExceededException` by default. */
  readonly as?: ThrottlingError;
  /** Why: codes, of the request's first table or index, or codes with resources. Throughput of the table by default. */
  readonly reasons?: readonly (ThrottlingReasonCode | ThrottlingReason)[];
  /** Cancels a transaction, with the reason `ProvisionedThroughputExceeded` at these actions, instead of refusing it. */
  readonly actions?: readonly number[];
}

export interface UnprocessedOptions {
  /**
   * What is kept back: so many items or keys, counted from the end of the batch; or those for which the function is true.
   * Half of them, rounded up, by default.
   */
  readonly keep?: number | ((position: number, table: string) => boolean);
}

export interface ConflictOptions {
  /** The positions of the actions of a transaction that conflict; the first by default. */
  readonly actions?: readonly number[];
}

export interface ServerErrorOptions {
  /** 500 by default. */
  readonly status?: 500 | 502 | 503 | 504;
  /** Whether the engine does what was asked before the error is answered; `false` by default. */
  readonly committed?: boolean;
}

export interface RefuseOptions {
  /** The service's name of the error, such as `AccessDeniedException`. */
  readonly error: string;
  readonly message?: string;
  /** The HTTP status, from 400; 400 by default. */
  readonly status?: number;
}

export interface LatencyOptions {
  /** Milliseconds. */
  readonly ms: number;
  /** What takes so long: the request, so that the engine acts late, or the answer. The request by default. */
  readonly of?: "request" | "answer";
}

export interface LoseResponseOptions {
  /** What the caller sees in place of the answer; `reset` by default. */
  readonly as?: "reset" | "timeout";
}

export interface TimeoutOptions {
  /** Milliseconds until the caller's side gives up; 0 by default. `Infinity` waits until the request is aborted. */
  readonly ms?: number;
}

/** What happens to one attempt. */
export type Fault =
  | ({ readonly kind: "throttle" } & ThrottleOptions)
  | ({ readonly kind: "unprocessed" } & UnprocessedOptions)
  | ({ readonly kind: "conflict" } & ConflictOptions)
  | ({ readonly kind: "serverError" } & ServerErrorOptions)
  | ({ readonly kind: "refuse" } & RefuseOptions)
  | { readonly kind: "reset" }
  | ({ readonly kind: "latency" } & LatencyOptions)
  | ({ readonly kind: "loseResponse" } & LoseResponseOptions)
  | ({ readonly kind: "timeout" } & TimeoutOptions)
  | { readonly kind: "interleave"; readonly run: (attempt: Attempt) => unknown };

export type FaultKind = Fault["kind"];

/** Those that let the request go on. */
export type Effect = Extract<Fault, { kind: "latency" | "interleave" }>;
/** Those that decide its answer. */
export type Outcome = Exclude<Fault, Effect>;

export function isEffect(fault: Fault): fault is Effect {
  return fault.kind === "latency" || fault.kind === "interleave";
}

/** One step of a script: nothing, a kind with what it is by default, or a fault. */
export type Step = "pass" | Exclude<FaultKind, "latency" | "interleave" | "refuse"> | Fault;
