import type { WarmThroughput } from "keywright";
import type { ExportedIndex, ExportedTable, Insights, Recovery } from "../table/exported-table.ts";
import { type Properties, present } from "./template.ts";

/** What `AWS::DynamoDB::Table` and `AWS::DynamoDB::GlobalTable` say in the same words. */
export function commonProperties(table: ExportedTable): Properties {
  const { localIndexes, stream, timeToLive, warmThroughput } = table;
  return present({
    TableName: table.name,
    KeySchema: table.keySchema,
    AttributeDefinitions: table.attributes,
    LocalSecondaryIndexes: localIndexes.length > 0 ? localIndexes.map(indexProperties) : undefined,
    BillingMode: table.billing.mode === "provisioned" ? "PROVISIONED" : "PAY_PER_REQUEST",
    WarmThroughput: warmProperties(warmThroughput),
    StreamSpecification: stream && { StreamViewType: stream },
    TimeToLiveSpecification: timeToLive === undefined ? undefined : { AttributeName: timeToLive, Enabled: true },
  });
}

export function indexProperties({ name, keySchema, projection }: ExportedIndex): Properties {
  return { IndexName: name, KeySchema: keySchema, Projection: projection };
}

export function warmProperties(warm: WarmThroughput | undefined): Properties | undefined {
  if (warm === undefined) return undefined;
  return present({ ReadUnitsPerSecond: warm.readUnits, WriteUnitsPerSecond: warm.writeUnits });
}

export function insightsProperties(insights: Insights | undefined): Properties | undefined {
  return insights && { Enabled: true, Mode: insights };
}

export function recoveryProperties(recovery: Recovery | undefined): Properties | undefined {
  return recovery && present({ PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: recovery.days });
}

export function kinesisProperties(kinesis: ExportedTable["kinesis"]): Properties | undefined {
  return kinesis && present({ StreamArn: kinesis.streamArn, ApproximateCreationDateTimePrecision: kinesis.precision });
}
