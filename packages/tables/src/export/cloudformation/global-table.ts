import type { Losses } from "../options.ts";
import type { Billing, Capacity, Limits } from "../table/capacity.ts";
import type { ExportedGlobalIndex, ExportedReplica, ExportedTable, Tag } from "../table/exported-table.ts";
import {
  commonProperties,
  insightsProperties,
  kinesisProperties,
  recoveryProperties,
  tableResource,
} from "./common.ts";
import { type NamedResource, type Properties, present } from "./template.ts";

/** `AWS::DynamoDB::GlobalTable`: the table in the Region of the stack, and its replicas. */
export function globalTableResources(table: ExportedTable, id: string, retain: "Retain" | "Delete"): NamedResource[] {
  const { encryption, witness } = table;
  const properties = present({
    ...commonProperties(table, throughputForAll),
    SSESpecification: encryption === "owned" ? undefined : { SSEEnabled: true, SSEType: "KMS" },
    MultiRegionConsistency: table.consistency,
    GlobalTableWitnesses: witness === undefined ? undefined : [{ Region: witness }],
    Replicas: [ownReplica(table), ...table.replicas.map((replica) => otherReplica(replica, table))],
  });
  return [tableResource("AWS::DynamoDB::GlobalTable", id, retain, properties)];
}

/** Says what the form has other words for than the model. */
export function globalTableLosses(table: ExportedTable, losses: Losses): void {
  const fixed = ({ billing }: { readonly billing: Billing }): boolean =>
    billing.mode === "provisioned" && billing.write.scaling === undefined;
  const say = (path: string): void =>
    losses.add(
      path,
      "AWS::DynamoDB::GlobalTable has no fixed capacity of writes: written as auto scaling whose least and most are these units.",
    );
  if (fixed(table)) say("settings.billing.write");
  for (const index of table.globalIndexes) {
    if (fixed(index) && !fixed(table)) say(`settings.indexes.${index.name}.write`);
  }
}

function ownReplica(table: ExportedTable): Properties {
  const { encryption, globalIndexes, resourcePolicy } = table;
  return replicaProperties({
    region: { Ref: "AWS::Region" },
    tableClass: table.tableClass,
    recovery: table.recovery,
    deletionProtection: table.deletionProtection,
    insights: table.insights,
    key: typeof encryption === "object" ? encryption.key : undefined,
    tags: table.tags,
    read: readSettings(table.billing),
    indexes: globalIndexes.map((index) => ({ ...index, read: readSettings(index.billing) })),
    more: {
      KinesisStreamSpecification: kinesisProperties(table.kinesis),
      ResourcePolicy: resourcePolicy && { PolicyDocument: resourcePolicy },
    },
  });
}

function otherReplica(replica: ExportedReplica, table: ExportedTable): Properties {
  return replicaProperties({
    region: replica.region,
    tableClass: replica.tableClass,
    deletionProtection: replica.deletionProtection,
    tags: replica.tags,
    recovery: replica.recovery,
    insights: replica.insights,
    key: replica.key,
    read: readSettings(table.billing, replica),
    indexes: replica.indexes.map((index) => ({
      name: index.name,
      insights: index.insights,
      read: readSettings(indexOf(table, index.name).billing, index),
    })),
    more: {},
  });
}

function indexOf(table: ExportedTable, name: string): ExportedGlobalIndex {
  const index = table.globalIndexes.find((each) => each.name === name);
  if (index === undefined) throw new Error(`the replica has an index '${name}' that its table has not`);
  return index;
}

interface ReplicaParts {
  readonly region: unknown;
  readonly tableClass: string | undefined;
  readonly recovery: ExportedTable["recovery"];
  readonly deletionProtection: boolean | undefined;
  readonly insights: ExportedTable["insights"];
  readonly key: string | undefined;
  readonly tags: readonly Tag[];
  readonly read: Properties;
  readonly indexes: readonly {
    readonly name: string;
    readonly insights?: ExportedTable["insights"];
    readonly read: Properties;
  }[];
  readonly more: Properties;
}

function replicaProperties(parts: ReplicaParts): Properties {
  const indexes = parts.indexes
    .map(({ name, insights, read }) =>
      present({ IndexName: name, ContributorInsightsSpecification: insightsProperties(insights), ...read }),
    )
    .filter((index) => Object.keys(index).length > 1);
  return present({
    Region: parts.region,
    ...parts.read,
    GlobalSecondaryIndexes: indexes.length > 0 ? indexes : undefined,
    TableClass: parts.tableClass,
    SSESpecification: parts.key === undefined ? undefined : { KMSMasterKeyId: parts.key },
    PointInTimeRecoverySpecification: recoveryProperties(parts.recovery),
    DeletionProtectionEnabled: parts.deletionProtection,
    ContributorInsightsSpecification: insightsProperties(parts.insights),
    Tags: parts.tags.length > 0 ? parts.tags : undefined,
    ...parts.more,
  });
}

/** Writes, which all Regions share; and the limit of reads, which is for all where a replica has none of its own. */
function throughputForAll(billing: Billing): Properties {
  if (billing.mode === "provisioned") {
    return {
      WriteProvisionedThroughputSettings: { WriteCapacityAutoScalingSettings: autoScalingSettings(billing.write) },
    };
  }
  const { read, write } = billing.limits;
  return {
    WriteOnDemandThroughputSettings: write === undefined ? undefined : { MaxWriteRequestUnits: write },
    ReadOnDemandThroughputSettings: read === undefined ? undefined : { MaxReadRequestUnits: read },
  };
}

/** Reads in one Region. */
function readSettings(
  billing: Billing,
  own: { readonly read?: Capacity; readonly limits: Limits } = { limits: {} },
): Properties {
  if (billing.mode === "on-demand") {
    const { read } = own.limits;
    return present({ ReadOnDemandThroughputSettings: read === undefined ? undefined : { MaxReadRequestUnits: read } });
  }
  const read = own.read ?? billing.read;
  return {
    ReadProvisionedThroughputSettings: read.scaling
      ? { ReadCapacityAutoScalingSettings: autoScalingSettings(read) }
      : { ReadCapacityUnits: read.units },
  };
}

function autoScalingSettings({ units, scaling }: Capacity): Properties {
  const { min, max, target } = scaling ?? { min: units, max: units, target: 70 };
  return {
    MinCapacity: min,
    MaxCapacity: max,
    TargetTrackingScalingPolicyConfiguration: { TargetValue: target },
  };
}
