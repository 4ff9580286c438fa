/** DynamoDB's names of its requests. */
export type DynamoDBOperation =
  | DataOperation
  | "CancelBulkOperation"
  | "CreateBackup"
  | "CreateGlobalTable"
  | "CreateTable"
  | "DeleteBackup"
  | "DeleteResourcePolicy"
  | "DeleteTable"
  | "DescribeBackup"
  | "DescribeBulkOperation"
  | "DescribeContinuousBackups"
  | "DescribeContributorInsights"
  | "DescribeEndpoints"
  | "DescribeExport"
  | "DescribeGlobalTable"
  | "DescribeGlobalTableSettings"
  | "DescribeImport"
  | "DescribeKinesisStreamingDestination"
  | "DescribeLimits"
  | "DescribeTable"
  | "DescribeTableReplicaAutoScaling"
  | "DescribeTimeToLive"
  | "DisableKinesisStreamingDestination"
  | "EnableKinesisStreamingDestination"
  | "ExportTableToPointInTime"
  | "GetResourcePolicy"
  | "ImportTable"
  | "ListBackups"
  | "ListBulkOperations"
  | "ListContributorInsights"
  | "ListExports"
  | "ListGlobalTables"
  | "ListImports"
  | "ListTables"
  | "ListTagsOfResource"
  | "PutResourcePolicy"
  | "RestoreTableFromBackup"
  | "RestoreTableToPointInTime"
  | "StartBulkPutItems"
  | "TagResource"
  | "UntagResource"
  | "UpdateContinuousBackups"
  | "UpdateContributorInsights"
  | "UpdateGlobalTable"
  | "UpdateGlobalTableSettings"
  | "UpdateKinesisStreamingDestination"
  | "UpdateTable"
  | "UpdateTableReplicaAutoScaling"
  | "UpdateTimeToLive";

/** Those that read or write items. */
export type DataOperation =
  | "GetItem"
  | "PutItem"
  | "UpdateItem"
  | "DeleteItem"
  | "Query"
  | "Scan"
  | "BatchGetItem"
  | "BatchWriteItem"
  | "TransactGetItems"
  | "TransactWriteItems"
  | "ExecuteStatement"
  | "BatchExecuteStatement"
  | "ExecuteTransaction"
  | "SearchVectors";

interface ShortNames {
  readonly GetItem: "get";
  readonly PutItem: "put";
  readonly UpdateItem: "update";
  readonly DeleteItem: "delete";
  readonly Query: "query";
  readonly Scan: "scan";
  readonly BatchGetItem: "batchGet";
  readonly BatchWriteItem: "batchWrite";
  readonly TransactGetItems: "transactGet";
  readonly TransactWriteItems: "transactWrite";
}

const shortNames: ShortNames = {
  GetItem: "get",
  PutItem: "put",
  UpdateItem: "update",
  DeleteItem: "delete",
  Query: "query",
  Scan: "scan",
  BatchGetItem: "batchGet",
  BatchWriteItem: "batchWrite",
  TransactGetItems: "transactGet",
  TransactWriteItems: "transactWrite",
};

/** Short names of requests: `get` for `GetItem`; those without a shorter name begin with a small letter, as in `createTable`. */
export type Verb = ShortNames[keyof ShortNames] | Uncapitalize<Exclude<DynamoDBOperation, keyof ShortNames>>;

export function verbOf(operation: DynamoDBOperation): Verb {
  if (operation in shortNames) return shortNames[operation as keyof ShortNames];
  return `${operation.charAt(0).toLowerCase()}${operation.slice(1)}` as Verb;
}

const target = "DynamoDB_20120810.";

/** The operation of a request by its header `x-amz-target`; `undefined` for requests to other services. */
export function operationOf(amzTarget: string | undefined): DynamoDBOperation | undefined {
  return amzTarget?.startsWith(target) ? (amzTarget.slice(target.length) as DynamoDBOperation) : undefined;
}

export function isRead(operation: DynamoDBOperation): boolean {
  return /^(?:GetItem|Query|Scan|BatchGetItem|TransactGetItems|SearchVectors)$/.test(operation);
}
