export { type AppliedPlan, type ApplyPlanOptions, applyPlan } from "./apply/apply-plan.ts";
export { type EnsuredTable, type EnsureTableOptions, ensureTable } from "./apply/ensure-table.ts";
export { type VerifiedTable, verifyTable } from "./apply/verify-table.ts";
export type { Backup, BackupType } from "./backup/backup.ts";
export type { BackupOptions } from "./backup/backup-options.ts";
export { type CreateBackupOptions, createBackup } from "./backup/create-backup.ts";
export { type DeleteBackupOptions, deleteBackup } from "./backup/delete-backup.ts";
export { type ExportTableOptions, exportTable, type TableExport } from "./backup/export-table.ts";
export { type ImportFormat, type ImportTableOptions, importTable, type TableImport } from "./backup/import-table.ts";
export { type ListBackupsOptions, listBackups } from "./backup/list-backups.ts";
export type { LeftOut, Reapplied } from "./backup/reapply.ts";
export { type RestoreSource, type RestoreTableOptions, restoreTable } from "./backup/restore-table.ts";
export type { TransferOptions, TransferProgress } from "./backup/transfer.ts";
export type { ClassCosts, TableCosts, TotalCosts } from "./capacity/cost.ts";
export { type Estimate, estimate, type OperationEstimate, type TableEstimate } from "./capacity/estimate.ts";
export { formatEstimate } from "./capacity/format-estimate.ts";
export { type ClassPrices, type Prices, pricesUsEast1 } from "./capacity/prices.ts";
export { type ItemSize, type ItemSizes, type MeasurableEntity, measureSizes, measureStored } from "./capacity/sizes.ts";
export type { TableStorage } from "./capacity/storage.ts";
export type { CapacityUnits } from "./capacity/units.ts";
export type {
  EntityLoad,
  ExpiryLoad,
  ExplainedLoad,
  GetLoad,
  OperationLoad,
  QueryLoad,
  ScanLoad,
  Workload,
  WriteLoad,
} from "./capacity/workload.ts";
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
export { awsCliText } from "./export/aws-cli/script.ts";
export type { AwsCliCall, AwsCliStep, AwsCliWait } from "./export/aws-cli/step.ts";
export { toAwsCli } from "./export/aws-cli/to-aws-cli.ts";
export type { CloudFormationResource, CloudFormationTemplate } from "./export/cloudformation/template.ts";
export {
  type CloudFormationOptions,
  cloudFormationText,
  toCloudFormation,
} from "./export/cloudformation/to-cloudformation.ts";
export { type DeploymentFile, type DeploymentTarget, deploymentFile } from "./export/deployment-file.ts";
export { type AckOptions, toAck } from "./export/kubernetes/ack.ts";
export { type InfraOperatorOptions, toInfraOperator } from "./export/kubernetes/infra-operator.ts";
export { type KubernetesResource, kubernetesText } from "./export/kubernetes/resource.ts";
export type { ExportOptions, Lost } from "./export/options.ts";
export type { Expression, TerraformArgument, TerraformBlock } from "./export/terraform/block.ts";
export { terraformText, toTerraform } from "./export/terraform/to-terraform.ts";
export { fromNoSqlWorkbench, type WorkbenchImport } from "./export/workbench/from-workbench.ts";
export type {
  WorkbenchAttribute,
  WorkbenchCapacity,
  WorkbenchFacet,
  WorkbenchIndex,
  WorkbenchKey,
  WorkbenchKeyAttribute,
  WorkbenchMetadata,
  WorkbenchModel,
  WorkbenchScaling,
  WorkbenchTable,
} from "./export/workbench/model.ts";
export { noSqlWorkbenchText, toNoSqlWorkbench, type WorkbenchOptions } from "./export/workbench/to-workbench.ts";
export type { PolicyTarget } from "./iam/arn.ts";
export {
  type IdentityPolicy,
  managedPolicyLimit,
  type Policy,
  type PolicyWarning,
  policySize,
} from "./iam/document/policy.ts";
export { splitPolicy } from "./iam/document/split.ts";
export type { OperationsByEntity, PolicyOperation } from "./iam/operation/operation.ts";
export { type PolicyOptions, policyFor } from "./iam/policy-for.ts";
export type { SentRequest } from "./iam/record/permissions.ts";
export { policyOfRequests, type RecordedPolicyOptions } from "./iam/record/policy-of-requests.ts";
export { type PolicyRecording, recordPolicy } from "./iam/record/record-policy.ts";
export { type BackupPolicyOptions, type BackupPurpose, backupPolicy } from "./iam/role/backup.ts";
export { deployPolicy } from "./iam/role/deploy.ts";
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
