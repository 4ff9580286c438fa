import type {
  EnableKinesisStreamingDestinationCommandInput,
  UpdateContinuousBackupsCommandInput,
  UpdateContributorInsightsCommandInput,
  UpdateTimeToLiveCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { ExportedTable, Insights, Recovery } from "../table/exported-table.ts";
import { scaledIn, scaledResource } from "../table/scaled.ts";
import type { AwsCliCall } from "./step.ts";

/** What takes a request of its own once the table is there. */
export function settingCalls(table: ExportedTable): AwsCliCall[] {
  const { name, kinesis, timeToLive } = table;
  return [
    ...(timeToLive === undefined
      ? []
      : [
          dynamodb("update-time-to-live", {
            TableName: name,
            TimeToLiveSpecification: { Enabled: true, AttributeName: timeToLive },
          } satisfies UpdateTimeToLiveCommandInput),
        ]),
    ...backupCall(table, name),
    ...insightsCalls(table, table.globalIndexes, name),
    ...(kinesis
      ? [
          dynamodb("enable-kinesis-streaming-destination", {
            TableName: name,
            StreamArn: kinesis.streamArn,
            ...(kinesis.precision && {
              EnableKinesisStreamingConfiguration: { ApproximateCreationDateTimePrecision: kinesis.precision },
            }),
          } satisfies EnableKinesisStreamingDestinationCommandInput),
        ]
      : []),
  ];
}

/** Point-in-time recovery, in the table's own Region or another. */
export function backupCall(
  { recovery }: { readonly recovery?: Recovery },
  table: string,
  region?: string,
): AwsCliCall[] {
  if (recovery === undefined) return [];
  const input = {
    TableName: table,
    PointInTimeRecoverySpecification: {
      PointInTimeRecoveryEnabled: true,
      ...(recovery.days !== undefined && { RecoveryPeriodInDays: recovery.days }),
    },
  } satisfies UpdateContinuousBackupsCommandInput;
  return [{ ...dynamodb("update-continuous-backups", input, region), patient: true }];
}

/** Contributor insights of a table and its indexes. */
export function insightsCalls(
  { insights }: { readonly insights?: Insights },
  indexes: readonly { readonly name: string; readonly insights?: Insights }[],
  table: string,
  region?: string,
): AwsCliCall[] {
  const call = (mode: Insights, index?: string): AwsCliCall =>
    dynamodb(
      "update-contributor-insights",
      {
        TableName: table,
        ...(index !== undefined && { IndexName: index }),
        ContributorInsightsAction: "ENABLE",
        ContributorInsightsMode: mode,
      } satisfies UpdateContributorInsightsCommandInput,
      region,
    );
  return [
    ...(insights ? [call(insights)] : []),
    ...indexes.flatMap((index) => (index.insights ? [call(index.insights, index.name)] : [])),
  ];
}

/** The auto scaling of a table: in its own Region, or in those of its replicas. */
export function scalingCalls(table: ExportedTable, where: "own" | "replicas"): AwsCliCall[] {
  return scaledIn(table)
    .filter(({ region }) => (region === undefined) === (where === "own"))
    .flatMap(({ region, scaled }) => {
      const target = {
        ServiceNamespace: "dynamodb",
        ResourceId: scaledResource(scaled, table.name),
        ScalableDimension: scaled.dimension,
      };
      const call = (operation: string, input: object): AwsCliCall => ({
        kind: "call",
        service: "application-autoscaling",
        operation,
        input: { ...target, ...input },
        ...(region !== undefined && { region }),
      });
      return [
        call("register-scalable-target", { MinCapacity: scaled.scaling.min, MaxCapacity: scaled.scaling.max }),
        call("put-scaling-policy", {
          PolicyName: `${scaled.metric}:${target.ResourceId}`,
          PolicyType: "TargetTrackingScaling",
          TargetTrackingScalingPolicyConfiguration: {
            PredefinedMetricSpecification: { PredefinedMetricType: scaled.metric },
            TargetValue: scaled.scaling.target,
          },
        }),
      ];
    });
}

function dynamodb(operation: string, input: object, region?: string): AwsCliCall {
  return { kind: "call", service: "dynamodb", operation, input, ...(region !== undefined && { region }) };
}
