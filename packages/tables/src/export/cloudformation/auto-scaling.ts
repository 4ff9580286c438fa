import type { ExportedTable } from "../table/exported-table.ts";
import { type Scaled, scaledCapacity, scaledResource } from "../table/scaled.ts";
import { type Namer, pascalCase } from "../text/names.ts";
import type { NamedResource } from "./template.ts";

/** A target and a policy for all capacity of the table that follows the use. `AWS::DynamoDB::GlobalTable` has its own words for it. */
export function autoScaling(table: ExportedTable, tableId: string, name: Namer): NamedResource[] {
  return scaledCapacity(table).flatMap((scaled) => {
    const id = name(`${tableId}${pascalCase(scaled.index ?? "")}${scaled.direction}`);
    return targetAndPolicy(scaled, tableId, id);
  });
}

function targetAndPolicy(scaled: Scaled, tableId: string, id: string): NamedResource[] {
  const { dimension, scaling, metric } = scaled;
  const target = `${id}Target`;
  return [
    {
      id: target,
      resource: {
        Type: "AWS::ApplicationAutoScaling::ScalableTarget",
        Properties: {
          ServiceNamespace: "dynamodb",
          // The name of the table by reference: the target is made after the table.
          ResourceId: { "Fn::Sub": scaledResource(scaled, `\${${tableId}}`) },
          ScalableDimension: dimension,
          MinCapacity: scaling.min,
          MaxCapacity: scaling.max,
        },
      },
    },
    {
      id: `${id}Policy`,
      resource: {
        Type: "AWS::ApplicationAutoScaling::ScalingPolicy",
        Properties: {
          PolicyName: `${id}Policy`,
          PolicyType: "TargetTrackingScaling",
          ScalingTargetId: { Ref: target },
          TargetTrackingScalingPolicyConfiguration: {
            PredefinedMetricSpecification: { PredefinedMetricType: metric },
            TargetValue: scaling.target,
          },
        },
      },
    },
  ];
}
