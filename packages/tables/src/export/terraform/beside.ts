import type { ExportedTable, Insights } from "../table/exported-table.ts";
import { type Scaled, scaledIn, scaledResource } from "../table/scaled.ts";
import { type Namer, snakeCase } from "../text/names.ts";
import { argument, resource, type TerraformBlock } from "./block.ts";

/** The resources that stand beside `aws_dynamodb_table`: its policy, Kinesis destination, insights and auto scaling. */
export function blocksBeside(table: ExportedTable, id: string, name: Namer): TerraformBlock[] {
  const reference = { reference: `aws_dynamodb_table.${id}.name` };
  const { kinesis, resourcePolicy } = table;
  return [
    ...(resourcePolicy
      ? [
          resource(
            "aws_dynamodb_resource_policy",
            id,
            argument("resource_arn", { reference: `aws_dynamodb_table.${id}.arn` }),
            argument("policy", { json: resourcePolicy }),
          ),
        ]
      : []),
    ...(kinesis
      ? [
          resource(
            "aws_dynamodb_kinesis_streaming_destination",
            id,
            argument("table_name", reference),
            argument("stream_arn", kinesis.streamArn),
            argument("approximate_creation_date_time_precision", kinesis.precision),
          ),
        ]
      : []),
    ...insightsOf(table).map(({ index, insights, region }) =>
      resource(
        "aws_dynamodb_contributor_insights",
        name(nameOf(id, region, index)),
        argument("region", region),
        argument("table_name", reference),
        argument("index_name", index),
        argument("mode", insights),
      ),
    ),
    ...scaledIn(table).flatMap(({ region, scaled }) =>
      scaling(scaled, region, id, name(nameOf(id, region, scaled.index, scaled.direction))),
    ),
  ];
}

function nameOf(...parts: readonly (string | undefined)[]): string {
  return parts.flatMap((part) => (part === undefined ? [] : [snakeCase(part)])).join("_");
}

interface Watched {
  readonly region?: string;
  readonly index?: string;
  readonly insights: Insights;
}

function insightsOf(table: ExportedTable): Watched[] {
  const watched = (
    { insights }: { readonly insights?: Insights },
    region: string | undefined,
    index?: string,
  ): Watched[] =>
    insights === undefined
      ? []
      : [{ ...(region !== undefined && { region }), ...(index !== undefined && { index }), insights }];
  return [
    ...watched(table, undefined),
    ...table.globalIndexes.flatMap((index) => watched(index, undefined, index.name)),
    ...table.replicas.flatMap((replica) => [
      ...watched(replica, replica.region),
      ...replica.indexes.flatMap((index) => watched(index, replica.region, index.name)),
    ]),
  ];
}

function scaling(scaled: Scaled, region: string | undefined, table: string, id: string): TerraformBlock[] {
  const target = (attribute: string) => ({ reference: `aws_appautoscaling_target.${id}.${attribute}` });
  const [before = "", after = ""] = scaledResource(scaled, "\n").split("\n");
  return [
    resource(
      "aws_appautoscaling_target",
      id,
      argument("region", region),
      argument("service_namespace", "dynamodb"),
      argument("resource_id", {
        join: [before, { reference: `aws_dynamodb_table.${table}.name` }, ...(after === "" ? [] : [after])],
      }),
      argument("scalable_dimension", scaled.dimension),
      argument("min_capacity", scaled.scaling.min),
      argument("max_capacity", scaled.scaling.max),
    ),
    resource(
      "aws_appautoscaling_policy",
      id,
      argument("region", region),
      argument("name", `${scaled.metric}-${table}${scaled.index === undefined ? "" : `-${scaled.index}`}`),
      argument("policy_type", "TargetTrackingScaling"),
      argument("service_namespace", target("service_namespace")),
      argument("resource_id", target("resource_id")),
      argument("scalable_dimension", target("scalable_dimension")),
      {
        type: "target_tracking_scaling_policy_configuration",
        labels: [],
        body: [
          argument("target_value", scaled.scaling.target),
          {
            type: "predefined_metric_specification",
            labels: [],
            body: [argument("predefined_metric_type", scaled.metric)],
          },
        ],
      },
    ),
  ];
}
