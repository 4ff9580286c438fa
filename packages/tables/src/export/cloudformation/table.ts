import type { Losses } from "../options.ts";
import { type Billing, onDemandThroughput } from "../table/capacity.ts";
import type { ExportedTable } from "../table/exported-table.ts";
import type { Namer } from "../text/names.ts";
import { autoScaling } from "./auto-scaling.ts";
import {
  commonProperties,
  insightsProperties,
  kinesisProperties,
  recoveryProperties,
  tableResource,
} from "./common.ts";
import { type NamedResource, type Properties, present } from "./template.ts";

/** `AWS::DynamoDB::Table`, and the resources of auto scaling beside it. */
export function tableResources(
  table: ExportedTable,
  id: string,
  { retain, losses, name }: { readonly retain: "Retain" | "Delete"; readonly losses: Losses; readonly name: Namer },
): NamedResource[] {
  if (table.replicas.length > 0) {
    losses.add(
      "settings.replicas",
      "AWS::DynamoDB::Table stands in one Region: its replicas are left out. Use form: 'global', which holds them.",
    );
  }
  const { insights, recovery, resourcePolicy, tags } = table;
  const properties = present({
    ...commonProperties(table, throughput, (index) => ({
      ContributorInsightsSpecification: insightsProperties(index.insights),
    })),
    TableClass: table.tableClass,
    SSESpecification: encryption(table.encryption),
    PointInTimeRecoverySpecification: recoveryProperties(recovery),
    DeletionProtectionEnabled: table.deletionProtection,
    ContributorInsightsSpecification: insightsProperties(insights),
    KinesisStreamSpecification: kinesisProperties(table.kinesis),
    ResourcePolicy: resourcePolicy && { PolicyDocument: resourcePolicy },
    Tags: tags.length > 0 ? tags : undefined,
  });
  return [tableResource("AWS::DynamoDB::Table", id, retain, properties), ...autoScaling(table, id, name)];
}

function throughput(billing: Billing): Properties {
  if (billing.mode === "on-demand") return { OnDemandThroughput: onDemandThroughput(billing.limits) };
  return {
    ProvisionedThroughput: {
      ReadCapacityUnits: billing.read.units,
      WriteCapacityUnits: billing.write.units,
    },
  };
}

function encryption(encryption: ExportedTable["encryption"]): Properties | undefined {
  if (encryption === "owned") return undefined;
  return present({
    SSEEnabled: true,
    SSEType: "KMS",
    KMSMasterKeyId: encryption === "managed" ? undefined : encryption.key,
  });
}
