// definition
export {
  type Collection,
  type CollectionKey,
  type CollectionMember,
  type CollectionOptions,
  type CollectionPage,
  collection,
  type Entry,
  type MemberTypes,
} from "./definition/collection.ts";
export { defineEntity } from "./definition/define-entity.ts";
export type { AnyEntity, Entity, Item } from "./definition/entity.ts";
export type { EntityDefinition } from "./definition/entity-definition.ts";
export type { AnyTypes, EntityTypes } from "./definition/entity-types.ts";
export type { Index } from "./definition/index-type.ts";
export type {
  CreateInput,
  ItemType,
  KeyInput,
  Managed,
  ManagedNames,
  PartialRead,
  PutInput,
} from "./definition/item.ts";
export type { QueryKey, RangeOf } from "./definition/key-condition.ts";
export { makeOperation } from "./definition/make-operation.ts";
export type { Mask, Masked } from "./definition/mask.ts";
export type {
  CheckOptions,
  ConsistentCountOptions,
  ConsistentFirstOptions,
  ConsistentQueryOptions,
  ConsistentScanOptions,
  CountOptions,
  DeleteOptions,
  FirstOptions,
  GetOptions,
  HydrateOptions,
  MoveOptions,
  PutOptions,
  QueryOptions,
  ScanOptions,
  UpdateOptions,
  UpsertOptions,
} from "./definition/options.ts";
export type { IndexView, ReadVerbs } from "./definition/read-verbs-type.ts";
export type { InScope, ScopableEntity, ScopedVerbs } from "./definition/scoped-verbs.ts";
export type {
  AttributeOf,
  ConditionOf,
  CreateInputOf,
  KeyOf,
  PartOf,
  References,
  UpdateOf,
} from "./definition/types-of.ts";
export type { Unscoped } from "./definition/unscoped.ts";
export type { Verbs } from "./definition/verbs-type.ts";
export type { WhereReferences } from "./definition/where.ts";
// errors
export { BatchIncompleteError } from "./error/batch-incomplete-error.ts";
export { ConditionFailedError } from "./error/condition-failed-error.ts";
export { CursorError, type CursorProblem } from "./error/cursor-error.ts";
export { DeadlineError } from "./error/deadline-error.ts";
export { EntityError, type ItemKey } from "./error/entity-error.ts";
export { IndexBackfillingError } from "./error/index-backfilling-error.ts";
export { isRetryable } from "./error/is-retryable.ts";
export { ItemExistsError } from "./error/item-exists-error.ts";
export { ItemNotFoundError } from "./error/item-not-found-error.ts";
export { NotSentError } from "./error/not-sent-error.ts";
export { OutcomeUnknownError } from "./error/outcome-unknown-error.ts";
export { ScopeError, type ScopeProblem } from "./error/scope-error.ts";
export { ShapeMismatchError } from "./error/shape-mismatch-error.ts";
export { ThrottledError, type ThrottlingReason } from "./error/throttled-error.ts";
export { type CancellationReason, TransactionCanceledError } from "./error/transaction-canceled-error.ts";
export { UniqueConstraintError } from "./error/unique-constraint-error.ts";
export { VersionConflictError } from "./error/version-conflict-error.ts";
// execution
export type { ClientConfig, SdkClient } from "./execute/client-or-config.ts";
export { executeModify } from "./execute/modify.ts";
export type { Observer, RequestEvent } from "./execute/runtime.ts";
export type { SendOptions } from "./execute/send-options.ts";
export {
  batchGetSender,
  batchWriteSender,
  transactAllSender,
  transactGetSender,
  transactSender,
} from "./execute/senders.ts";
// features
export type { Attempt } from "./feature/attempt.ts";
export { type ConnectOptions, connect } from "./feature/connect.ts";
export type { Database } from "./feature/database.ts";
export { type DeletePartitionOptions, type DeletionReport, deletePartition } from "./feature/delete-partition.ts";
export type { Items, ItemsOptions, Progress } from "./feature/items.ts";
export { type Repository, repository } from "./feature/repository.ts";
export {
  type RewriteItemOptions,
  type RewrittenItem,
  rewriteItem,
  type ScanSegmentOptions,
  scanSegment,
} from "./feature/rewrite-item.ts";
export type { FailedRewrite } from "./feature/rewrite-stored.ts";
export type { ScannedPage } from "./feature/scan-page.ts";
export { type ScopeValue, scoped } from "./feature/scoped.ts";
export { scopedEntity } from "./feature/scoped-entity.ts";
export {
  type FailedUpgrade,
  type UpgradeItemsOptions,
  type UpgradeReport,
  upgradeItems,
} from "./feature/upgrade-items.ts";
export {
  type IndexKeysReport,
  type VerifyIndexKeysOptions,
  verifyIndexKeys,
  type WrongIndexKeys,
} from "./feature/verify-index-keys.ts";
export { type ModelFinding, type ModelReport, type VerifyModelOptions, verifyModel } from "./feature/verify-model.ts";
export type { UniqueReport, WrongClaim, WrongClaimKind } from "./feature/verify-unique/report.ts";
export { type UniqueDuplicate, type VerifyUniqueOptions, verifyUnique } from "./feature/verify-unique.ts";
export type { BatchOptions, BatchProgress } from "./operation/batch-options.ts";
export type {
  DeleteDescription,
  GetDescription,
  PutDescription,
  TransactionToken,
  WriteDescription,
} from "./operation/description.ts";
// operations
export type { GetErrors } from "./operation/errors.ts";
export type {
  ExplainedCapacity,
  ExplainedRequest,
  ExplainOptions,
  ExplainWarning,
  ExplainWarningCode,
  Explanation,
} from "./operation/explanation.ts";
export type {
  Batchable,
  BatchableOperation,
  GetOperation,
  Operation,
  PagedOperation,
  Pages,
  WriteOperation,
} from "./operation/operation.ts";
export type { Capacity, Count, HydratedPage, Page } from "./operation/page.ts";
export type { RequestOptions } from "./operation/request.ts";
export type { AttributeChange } from "./plan/claims/rewrite-item.ts";
export { isClaimOf } from "./plan/claims/stored-claim.ts";
export { isOwn as isItemOf } from "./plan/read/identity.ts";
export type { Misfit } from "./plan/verify-item.ts";
