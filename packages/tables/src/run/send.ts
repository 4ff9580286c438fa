import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type CreateTableCommandOutput,
  DeleteResourcePolicyCommand,
  type DeleteResourcePolicyCommandInput,
  type DeleteResourcePolicyCommandOutput,
  DeleteTableCommand,
  type DeleteTableCommandInput,
  type DeleteTableCommandOutput,
  DescribeContinuousBackupsCommand,
  type DescribeContinuousBackupsCommandInput,
  type DescribeContinuousBackupsCommandOutput,
  DescribeContributorInsightsCommand,
  type DescribeContributorInsightsCommandInput,
  type DescribeContributorInsightsCommandOutput,
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
  GetResourcePolicyCommand,
  type GetResourcePolicyCommandInput,
  type GetResourcePolicyCommandOutput,
  ListTagsOfResourceCommand,
  type ListTagsOfResourceCommandInput,
  type ListTagsOfResourceCommandOutput,
  PutResourcePolicyCommand,
  type PutResourcePolicyCommandInput,
  type PutResourcePolicyCommandOutput,
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
