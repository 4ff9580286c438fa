import type { WarmThroughput } from "keywright";
import type { Billing } from "../table/capacity.ts";
import type { ExportedGlobalIndex, ExportedIndex, ExportedTable, Insights, Recovery } from "../table/exported-table.ts";
import { type NamedResource, type Properties, present } from "./template.ts";

type TableType = "AWS::DynamoDB::Table" | "AWS::DynamoDB::GlobalTable";

/** The resource of the table itself. */
export function tableResource(
  type: TableType,
  id: string,
  retain: "Retain" | "Delete",
  properties: Properties,
): NamedResource {
  return {
    id,
    resource: { Type: type, DeletionPolicy: retain, UpdateReplacePolicy: retain, Properties: properties },
  };
}

/** How a form says what a table or a global index can take. */
type Throughput = (billing: Billing) => Properties;

/** What `AWS::DynamoDB::Table` and `AWS::DynamoDB::GlobalTable` say in the same words; `ofIndex` is what a form says of an index besides. */
export function commonProperties(
  table: ExportedTable,
  throughput: Throughput,
  ofIndex: (index: ExportedGlobalIndex) => Properties = () => ({}),
): Properties {
  const { globalIndexes, localIndexes, stream, timeToLive, warmThroughput } = table;
  return present({
    TableName: table.name,
    KeySchema: table.keySchema,
    AttributeDefinitions: table.attributes,
    LocalSecondaryIndexes: localIndexes.length > 0 ? localIndexes.map(indexProperties) : undefined,
    BillingMode: table.billing.mode === "provisioned" ? "PROVISIONED" : "PAY_PER_REQUEST",
    WarmThroughput: warmProperties(warmThroughput),
    StreamSpecification: stream && { StreamViewType: stream },
    TimeToLiveSpecification: timeToLive === undefined ? undefined : { AttributeName: timeToLive, Enabled: true },
    ...throughput(table.billing),
    GlobalSecondaryIndexes:
      globalIndexes.length > 0
        ? globalIndexes.map((index) =>
            present({
              ...indexProperties(index),
              ...throughput(index.billing),
              WarmThroughput: warmProperties(index.warmThroughput),
              ...ofIndex(index),
            }),
          )
        : undefined,
  });
}

function indexProperties({ name, keySchema, projection }: ExportedIndex): Properties {
  return { IndexName: name, KeySchema: keySchema, Projection: projection };
}

function warmProperties(warm: WarmThroughput | undefined): Properties | undefined {
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
