import {
  CreateBackupCommand,
  type CreateBackupCommandInput,
  type CreateBackupCommandOutput,
  CreateTableCommand,
  type CreateTableCommandInput,
  type CreateTableCommandOutput,
  DeleteBackupCommand,
  type DeleteBackupCommandInput,
  type DeleteBackupCommandOutput,
  DeleteResourcePolicyCommand,
  type DeleteResourcePolicyCommandInput,
  type DeleteResourcePolicyCommandOutput,
  DeleteTableCommand,
  type DeleteTableCommandInput,
  type DeleteTableCommandOutput,
  DescribeBackupCommand,
  type DescribeBackupCommandInput,
  type DescribeBackupCommandOutput,
  DescribeContinuousBackupsCommand,
  type DescribeContinuousBackupsCommandInput,
  type DescribeContinuousBackupsCommandOutput,
  DescribeContributorInsightsCommand,
  type DescribeContributorInsightsCommandInput,
  type DescribeContributorInsightsCommandOutput,
  DescribeExportCommand,
  type DescribeExportCommandInput,
  type DescribeExportCommandOutput,
  DescribeImportCommand,
  type DescribeImportCommandInput,
  type DescribeImportCommandOutput,
  DescribeKinesisStreamingDestinationCommand,
  type DescribeKinesisStreamingDestinationCommandInput,
  type DescribeKinesisStreamingDestinationCommandOutput,
  DescribeTableCommand,
  type DescribeTableCommandInput,
  type DescribeTableCommandOutput,
  DescribeTimeToLiveCommand,
  type DescribeTimeToLiveCommandInput,
  type DescribeTimeToLiveCommandOutput,
  DisableKinesisStreamingDestinationCommand,
  type DisableKinesisStreamingDestinationCommandInput,
  type DisableKinesisStreamingDestinationCommandOutput,
  EnableKinesisStreamingDestinationCommand,
  type EnableKinesisStreamingDestinationCommandInput,
  type EnableKinesisStreamingDestinationCommandOutput,
  ExportTableToPointInTimeCommand,
  type ExportTableToPointInTimeCommandInput,
  type ExportTableToPointInTimeCommandOutput,
  GetResourcePolicyCommand,
  type GetResourcePolicyCommandInput,
  type GetResourcePolicyCommandOutput,
  ImportTableCommand,
  type ImportTableCommandInput,
  type ImportTableCommandOutput,
  ListBackupsCommand,
  type ListBackupsCommandInput,
  type ListBackupsCommandOutput,
  ListTagsOfResourceCommand,
  type ListTagsOfResourceCommandInput,
  type ListTagsOfResourceCommandOutput,
  PutResourcePolicyCommand,
  type PutResourcePolicyCommandInput,
  type PutResourcePolicyCommandOutput,
  RestoreTableFromBackupCommand,
  type RestoreTableFromBackupCommandInput,
  type RestoreTableFromBackupCommandOutput,
  RestoreTableToPointInTimeCommand,
  type RestoreTableToPointInTimeCommandInput,
  type RestoreTableToPointInTimeCommandOutput,
  TagResourceCommand,
  type TagResourceCommandInput,
  type TagResourceCommandOutput,
  UpdateContinuousBackupsCommand,
  type UpdateContinuousBackupsCommandInput,
  type UpdateContinuousBackupsCommandOutput,
  UpdateContributorInsightsCommand,
  type UpdateContributorInsightsCommandInput,
  type UpdateContributorInsightsCommandOutput,
  UpdateKinesisStreamingDestinationCommand,
  type UpdateKinesisStreamingDestinationCommandInput,
  type UpdateKinesisStreamingDestinationCommandOutput,
  UpdateTableCommand,
  type UpdateTableCommandInput,
  type UpdateTableCommandOutput,
  UpdateTimeToLiveCommand,
  type UpdateTimeToLiveCommandInput,
  type UpdateTimeToLiveCommandOutput,
} from "@aws-sdk/client-dynamodb";
import type { SdkClient } from "keywright";

interface Exchange<I, O> {
  readonly input: I;
  readonly output: O;
}

/** The requests that this package makes, by DynamoDB's names. */
export interface Requests {
  readonly CreateTable: Exchange<CreateTableCommandInput, CreateTableCommandOutput>;
  readonly DeleteResourcePolicy: Exchange<DeleteResourcePolicyCommandInput, DeleteResourcePolicyCommandOutput>;
  readonly DeleteTable: Exchange<DeleteTableCommandInput, DeleteTableCommandOutput>;
  readonly DescribeContinuousBackups: Exchange<
    DescribeContinuousBackupsCommandInput,
    DescribeContinuousBackupsCommandOutput
  >;
  readonly DescribeContributorInsights: Exchange<
    DescribeContributorInsightsCommandInput,
    DescribeContributorInsightsCommandOutput
  >;
  readonly DescribeKinesisStreamingDestination: Exchange<
    DescribeKinesisStreamingDestinationCommandInput,
    DescribeKinesisStreamingDestinationCommandOutput
  >;
  readonly DescribeTable: Exchange<DescribeTableCommandInput, DescribeTableCommandOutput>;
  readonly DescribeTimeToLive: Exchange<DescribeTimeToLiveCommandInput, DescribeTimeToLiveCommandOutput>;
  readonly DisableKinesisStreamingDestination: Exchange<
    DisableKinesisStreamingDestinationCommandInput,
    DisableKinesisStreamingDestinationCommandOutput
  >;
  readonly EnableKinesisStreamingDestination: Exchange<
    EnableKinesisStreamingDestinationCommandInput,
    EnableKinesisStreamingDestinationCommandOutput
  >;
  readonly GetResourcePolicy: Exchange<GetResourcePolicyCommandInput, GetResourcePolicyCommandOutput>;
  readonly ListTagsOfResource: Exchange<ListTagsOfResourceCommandInput, ListTagsOfResourceCommandOutput>;
  readonly PutResourcePolicy: Exchange<PutResourcePolicyCommandInput, PutResourcePolicyCommandOutput>;
  readonly TagResource: Exchange<TagResourceCommandInput, TagResourceCommandOutput>;
  readonly UpdateContinuousBackups: Exchange<UpdateContinuousBackupsCommandInput, UpdateContinuousBackupsCommandOutput>;
  readonly UpdateContributorInsights: Exchange<
    UpdateContributorInsightsCommandInput,
    UpdateContributorInsightsCommandOutput
  >;
  readonly UpdateKinesisStreamingDestination: Exchange<
    UpdateKinesisStreamingDestinationCommandInput,
    UpdateKinesisStreamingDestinationCommandOutput
  >;
  readonly UpdateTable: Exchange<UpdateTableCommandInput, UpdateTableCommandOutput>;
  readonly UpdateTimeToLive: Exchange<UpdateTimeToLiveCommandInput, UpdateTimeToLiveCommandOutput>;
  readonly CreateBackup: Exchange<CreateBackupCommandInput, CreateBackupCommandOutput>;
  readonly DescribeBackup: Exchange<DescribeBackupCommandInput, DescribeBackupCommandOutput>;
  readonly ListBackups: Exchange<ListBackupsCommandInput, ListBackupsCommandOutput>;
  readonly DeleteBackup: Exchange<DeleteBackupCommandInput, DeleteBackupCommandOutput>;
  readonly RestoreTableFromBackup: Exchange<RestoreTableFromBackupCommandInput, RestoreTableFromBackupCommandOutput>;
  readonly RestoreTableToPointInTime: Exchange<
    RestoreTableToPointInTimeCommandInput,
    RestoreTableToPointInTimeCommandOutput
  >;
  readonly ExportTableToPointInTime: Exchange<
    ExportTableToPointInTimeCommandInput,
    ExportTableToPointInTimeCommandOutput
  >;
  readonly DescribeExport: Exchange<DescribeExportCommandInput, DescribeExportCommandOutput>;
  readonly ImportTable: Exchange<ImportTableCommandInput, ImportTableCommandOutput>;
  readonly DescribeImport: Exchange<DescribeImportCommandInput, DescribeImportCommandOutput>;
}

export type RequestName = keyof Requests;

const commands: { readonly [N in RequestName]: new (input: Requests[N]["input"]) => object } = {
  CreateTable: CreateTableCommand,
  DeleteResourcePolicy: DeleteResourcePolicyCommand,
  DeleteTable: DeleteTableCommand,
  DescribeContinuousBackups: DescribeContinuousBackupsCommand,
  DescribeContributorInsights: DescribeContributorInsightsCommand,
  DescribeKinesisStreamingDestination: DescribeKinesisStreamingDestinationCommand,
  DescribeTable: DescribeTableCommand,
  DescribeTimeToLive: DescribeTimeToLiveCommand,
  DisableKinesisStreamingDestination: DisableKinesisStreamingDestinationCommand,
  EnableKinesisStreamingDestination: EnableKinesisStreamingDestinationCommand,
  GetResourcePolicy: GetResourcePolicyCommand,
  ListTagsOfResource: ListTagsOfResourceCommand,
  PutResourcePolicy: PutResourcePolicyCommand,
  TagResource: TagResourceCommand,
  UpdateContinuousBackups: UpdateContinuousBackupsCommand,
  UpdateContributorInsights: UpdateContributorInsightsCommand,
  UpdateKinesisStreamingDestination: UpdateKinesisStreamingDestinationCommand,
  UpdateTable: UpdateTableCommand,
  UpdateTimeToLive: UpdateTimeToLiveCommand,
  CreateBackup: CreateBackupCommand,
  DescribeBackup: DescribeBackupCommand,
  ListBackups: ListBackupsCommand,
  DeleteBackup: DeleteBackupCommand,
  RestoreTableFromBackup: RestoreTableFromBackupCommand,
  RestoreTableToPointInTime: RestoreTableToPointInTimeCommand,
  ExportTableToPointInTime: ExportTableToPointInTimeCommand,
  DescribeExport: DescribeExportCommand,
  ImportTable: ImportTableCommand,
  DescribeImport: DescribeImportCommand,
};

/** Sends one request through the SDK: its retries, signing and errors. */
export async function sendCommand<N extends RequestName>(
  client: SdkClient,
  name: N,
  input: Requests[N]["input"],
  abortSignal: AbortSignal,
): Promise<Requests[N]["output"]> {
  // The SDK types `send` by its own command classes, one overload each; the table above is what ties names to commands.
  const command = new commands[name](input) as never;
  return (await client.send(command, { abortSignal } as never)) as Requests[N]["output"];
}

/** Whether this is an error of the service, or of the SDK, with one of these names. */
export function isNamed(error: unknown, ...names: readonly string[]): error is { readonly name: string } {
  return (
    typeof error === "object" &&
    error !== null &&
    "name" in error &&
    typeof error.name === "string" &&
    names.includes(error.name)
  );
}
