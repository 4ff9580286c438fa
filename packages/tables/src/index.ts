export { type AppliedPlan, type ApplyPlanOptions, applyPlan } from "./apply/apply-plan.ts";
export { type EnsuredTable, type EnsureTableOptions, ensureTable } from "./apply/ensure-table.ts";
export { type VerifiedTable, verifyTable } from "./apply/verify-table.ts";
export { addIndex, type IndexName } from "./change/add-index.ts";
export { type CreateTableOptions, createTable } from "./change/create-table.ts";
export { type DeleteTableOptions, deleteTable } from "./change/delete-table.ts";
export { type DescribeTableOptions, describeTable } from "./describe/describe-table.ts";
export type {
  Capacity,
  ChangingSetting,
  DestinationDescription,
  IndexDescription,
  ReplicaDescription,
  TableDescription,
  UnreadSetting,
} from "./describe/table-description.ts";
export { waitForTable } from "./describe/wait-for-table.ts";
export { TableError, type TableErrorCode } from "./error/table-error.ts";
export type { PolicyTarget } from "./iam/arn.ts";
export {
  type IdentityPolicy,
  managedPolicyLimit,
  type Policy,
  type PolicyWarning,
  policySize,
} from "./iam/document/policy.ts";
export { splitPolicy } from "./iam/document/split.ts";
export type { OperationsByEntity, PolicyOperation } from "./iam/grant/operation.ts";
export { type PolicyOptions, policyFor } from "./iam/policy-for.ts";
export type { SentRequest } from "./iam/record/permissions.ts";
export { policyOfRequests, type RecordedPolicyOptions } from "./iam/record/policy-of-requests.ts";
export { type PolicyRecording, recordPolicy } from "./iam/record/record-policy.ts";
export { type BackupPolicyOptions, type BackupPurpose, backupPolicy } from "./iam/role/backup.ts";
export {
  type Manifest,
  type PodIdentityAssociation,
  type PodIdentityOptions,
  podIdentityAssociation,
  type ServiceAccountOptions,
  serviceAccountFor,
} from "./iam/role/kubernetes.ts";
export { type StreamPolicyOptions, streamPolicy } from "./iam/role/stream.ts";
export {
  type IrsaOptions,
  type KubernetesSubject,
  type PodIdentityTrustOptions,
  trustPolicyForIrsa,
  trustPolicyForLambda,
  trustPolicyForPodIdentity,
} from "./iam/role/trust.ts";
export { verifyPolicy } from "./iam/role/verify.ts";
export { backfill } from "./migrate/backfill.ts";
export type { BackfillCheckpoint, CheckpointKey } from "./migrate/checkpoint.ts";
export type { BackfillOptions, BackfillRate, BackfillTransform } from "./migrate/options.ts";
export type {
  BackfillCounts,
  BackfillFailure,
  BackfillProgress,
  BackfillReport,
  BackfillSample,
  SegmentProgress,
} from "./migrate/report.ts";
export { createTableInput } from "./model/create-table-input.ts";
export type { FacetChange } from "./plan/facets.ts";
export { formatPlan } from "./plan/format-plan.ts";
export { type PlanTableOptions, planTable } from "./plan/plan-table.ts";
export type {
  CapacityState,
  IndexState,
  Insights,
  ReplicaState,
  ScalingState,
  TableState,
  WarmState,
} from "./plan/state.ts";
export type { Danger, PlanLeft, PlanObstacle, PlanRequest, PlanStep, TablePlan } from "./plan/table-plan.ts";
export type { PollOptions, TableOptions, TableProgress } from "./run/options.ts";
export type { NamedTable } from "./run/run.ts";
