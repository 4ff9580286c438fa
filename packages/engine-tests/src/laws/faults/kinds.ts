import type { DynamoDBOperation, FaultHandle, FaultSelection, Faults } from "@keywright/testkit";

/** What a fault does to a request, and what the caller is told. */
export type Effect =
  /** It is carried out, and answered. */
  | "answered"
  /** It is refused: nothing is carried out, and the caller is told so. */
  | "refused"
  /** Nothing is carried out, and no answer says so. */
  | "silent"
  /** It is carried out, and no answer says so. */
  | "lost";

export interface FaultCase {
  readonly effect: Effect;
  /** The requests that can have it; `undefined` for all. */
  readonly only?: readonly DynamoDBOperation[];
  inject(faults: Faults, selection: FaultSelection): FaultHandle;
}

const batches: readonly DynamoDBOperation[] = ["BatchGetItem", "BatchWriteItem"];
const conflicting: readonly DynamoDBOperation[] = [
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "TransactWriteItems",
  "TransactGetItems",
];

/** Each kind of fault that the test kit has, but `interleave` and `script`, which are ways to time them. */
export const faultKinds: Readonly<Record<string, FaultCase>> = {
  latency: { effect: "answered", inject: (faults, selection) => faults.latency({ ...selection, ms: 1 }) },
  "latency of the answer": {
    effect: "answered",
    inject: (faults, selection) => faults.latency({ ...selection, ms: 1, of: "answer" }),
  },
  throttle: { effect: "refused", inject: (faults, selection) => faults.throttle(selection) },
  conflict: { effect: "refused", only: conflicting, inject: (faults, selection) => faults.conflict(selection) },
  // All of it, which is how the service refuses it.
  unprocessed: {
    effect: "refused",
    only: batches,
    inject: (faults, selection) => faults.unprocessed({ ...selection, keep: () => true }),
  },
  serverError: { effect: "silent", inject: (faults, selection) => faults.serverError({ ...selection, status: 503 }) },
  reset: { effect: "silent", inject: (faults, selection) => faults.reset(selection) },
  timeout: { effect: "silent", inject: (faults, selection) => faults.timeout(selection) },
  "serverError that is committed": {
    effect: "lost",
    inject: (faults, selection) => faults.serverError({ ...selection, committed: true }),
  },
  loseResponse: { effect: "lost", inject: (faults, selection) => faults.loseResponse(selection) },
  "loseResponse as a timeout": {
    effect: "lost",
    inject: (faults, selection) => faults.loseResponse({ ...selection, as: "timeout" }),
  },
};
