export { type BatchGetOperation, batchGet } from "./batch/batch-get.ts";
export { type BatchWriteOperation, batchWrite } from "./batch/batch-write.ts";
export { type TransactAllOperation, type TransactAllOptions, transactAll } from "./batch/transact-all.ts";
export type { BatchErrors, BatchedOperation, TransactAllErrors } from "./batch/types.ts";
export {
  acquireLease,
  type Lease,
  type Leased,
  type LeaseEntity,
  type ScopedKeyOf,
} from "./lease/lease.ts";
export { LeaseHeldError } from "./lease/lease-held-error.ts";
export { type LeaseLoss, LeaseLostError } from "./lease/lease-lost-error.ts";
export type { LeaseOptions } from "./lease/options.ts";
export type { LeaseTimer } from "./lease/timer.ts";
export { withLease } from "./lease/with-lease.ts";
export {
  type ModifiableEntity,
  type ModifyFunction,
  type ModifyOptions,
  modify,
  type Versioned,
} from "./modify/modify.ts";
export { once } from "./once/once.ts";
export { OnceFailedError } from "./once/once-failed-error.ts";
export { onceStatus } from "./once/status.ts";
export type { Marked, OnceCommit, OnceEntity, OnceOptions, OnceResult, OnceRun, OnceStatus } from "./once/types.ts";
export { type TransactOperation, transact } from "./transact/transact.ts";
export { type TransactGetOperation, transactGet } from "./transact/transact-get.ts";
export type { Gotten, Operations, Reasons, TransactErrors, TransactGetErrors, Written } from "./transact/types.ts";
