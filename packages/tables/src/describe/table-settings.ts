import type {
  GlobalSecondaryIndexDescription,
  OnDemandThroughput,
  ReplicaDescription as ServiceReplica,
  TableDescription as ServiceTable,
  TableWarmThroughputDescription,
} from "@aws-sdk/client-dynamodb";
import type { IndexSettings, ReplicaSettings, TableClass, TableSettings, WarmThroughput } from "keywright";
import type { ChangingSetting, ReplicaDescription, TableDescription } from "./table-description.ts";

type Described = Pick<
  TableDescription,
  "globalTable" | "replicas" | "witness" | "kinesis" | "settings" | "unread" | "changing"
>;

/** Settings that take a request each. */
const requested = ["pointInTimeRecovery", "tags", "contributorInsights", "kinesis", "resourcePolicy"];

/** The settings that `DescribeTable` tells. */
export function tableSettings(table: ServiceTable): Described {
  const isProvisioned = table.BillingModeSummary?.BillingMode !== "PAY_PER_REQUEST";
  // DescribeTable lists the table's own Region, too, once there are replicas.
  const own = table.TableArn?.split(":")[3];
  const replicas = (table.Replicas ?? []).filter((replica) => replica.RegionName !== own);
  const witness = table.GlobalTableWitnesses?.[0];
  const global = table.GlobalSecondaryIndexes ?? [];
  const settings: TableSettings = {
    billing: isProvisioned
      ? {
          mode: "provisioned",
          read: table.ProvisionedThroughput?.ReadCapacityUnits ?? 0,
          write: table.ProvisionedThroughput?.WriteCapacityUnits ?? 0,
        }
      : { mode: "on-demand", ...limits(table.OnDemandThroughput) },
    ...warm(table.WarmThroughput),
    tableClass: tableClass(table.TableClassSummary?.TableClass),
    deletionProtection: table.DeletionProtectionEnabled ?? false,
    encryption: encryption(table),
    ...(replicas.length > 0 && {
      replicas: Object.fromEntries(replicas.map((replica) => [replica.RegionName, replicaSettings(replica, table)])),
    }),
    ...(witness?.RegionName !== undefined && { witness: witness.RegionName }),
    ...(global.length > 0 && {
      indexes: Object.fromEntries(global.map((index) => [index.IndexName, indexSettings(index, isProvisioned)])),
    }),
  };
  return {
    ...(replicas.length > 0 && { globalTable: table.MultiRegionConsistency === "STRONG" ? "strong" : "eventual" }),
    replicas: new Map(replicas.map((replica) => [replica.RegionName ?? "", replicaDescription(replica)])),
    ...(witness?.RegionName !== undefined && {
      witness: {
        region: witness.RegionName,
        ...(witness.WitnessStatus !== undefined && { status: witness.WitnessStatus }),
      },
    }),
    kinesis: new Map(),
    settings,
    unread: requested.map((setting) => ({ setting, why: "it was not asked for" })),
    changing: changing(table),
  };
}

function changing({ SSEDescription, WarmThroughput }: ServiceTable): ChangingSetting[] {
  const found: ChangingSetting[] = [];
  const { Status } = SSEDescription ?? {};
  if (Status === "ENABLING" || Status === "DISABLING" || Status === "UPDATING") {
    found.push({ setting: "encryption", status: Status });
  }
  if (WarmThroughput?.Status === "UPDATING") {
    found.push({ setting: "warmThroughput", status: WarmThroughput.Status });
  }
  return found;
}

function indexSettings(index: GlobalSecondaryIndexDescription, isProvisioned: boolean): IndexSettings {
  const units = index.ProvisionedThroughput;
  return {
    ...(isProvisioned
      ? { read: units?.ReadCapacityUnits ?? 0, write: units?.WriteCapacityUnits ?? 0 }
      : limits(index.OnDemandThroughput)),
    ...warm(index.WarmThroughput),
  };
}

/** What a replica has of its own. The service tells more of it only in the Region of the replica. */
function replicaSettings(replica: ServiceReplica, table: ServiceTable): ReplicaSettings {
  const { ProvisionedThroughputOverride: units, OnDemandThroughputOverride: limit } = replica;
  const own = (replica.GlobalSecondaryIndexes ?? []).flatMap((index) => {
    const read = index.ProvisionedThroughputOverride?.ReadCapacityUnits;
    const maxReadUnits = limits({ MaxReadRequestUnits: index.OnDemandThroughputOverride?.MaxReadRequestUnits });
    return read === undefined && maxReadUnits.maxReadUnits === undefined
      ? []
      : [[index.IndexName, { ...(read !== undefined && { read }), ...maxReadUnits }] as const];
  });
  return {
    tableClass: tableClass(replica.ReplicaTableClassSummary?.TableClass ?? table.TableClassSummary?.TableClass),
    ...(replica.KMSMasterKeyId !== undefined && { encryptionKey: replica.KMSMasterKeyId }),
    ...(units?.ReadCapacityUnits !== undefined && { read: units.ReadCapacityUnits }),
    ...limits({ MaxReadRequestUnits: limit?.MaxReadRequestUnits }),
    ...(own.length > 0 && { indexes: Object.fromEntries(own) }),
  };
}

function replicaDescription({ ReplicaStatus, ReplicaStatusDescription }: ServiceReplica): ReplicaDescription {
  return {
    status: ReplicaStatus ?? "ACTIVE",
    ...(ReplicaStatusDescription !== undefined && { reason: ReplicaStatusDescription }),
  };
}

/** The service writes -1 for no limit. */
function limits(units: OnDemandThroughput | undefined): { maxReadUnits?: number; maxWriteUnits?: number } {
  const { MaxReadRequestUnits: read = -1, MaxWriteRequestUnits: write = -1 } = units ?? {};
  return { ...(read > 0 && { maxReadUnits: read }), ...(write > 0 && { maxWriteUnits: write }) };
}

function warm(units: Omit<TableWarmThroughputDescription, "Status"> | undefined): { warmThroughput?: WarmThroughput } {
  const { ReadUnitsPerSecond, WriteUnitsPerSecond } = units ?? {};
  if (ReadUnitsPerSecond === undefined && WriteUnitsPerSecond === undefined) return {};
  return {
    warmThroughput: {
      ...(ReadUnitsPerSecond !== undefined && { readUnits: ReadUnitsPerSecond }),
      ...(WriteUnitsPerSecond !== undefined && { writeUnits: WriteUnitsPerSecond }),
    },
  };
}

function tableClass(name: string | undefined): TableClass {
  return name === "STANDARD_INFREQUENT_ACCESS" ? "infrequent-access" : "standard";
}

// The service shows a key that AWS manages like one of the account's own: by the ARN of the key.
function encryption({ SSEDescription }: ServiceTable): NonNullable<TableSettings["encryption"]> {
  if (SSEDescription?.SSEType !== "KMS" || SSEDescription.Status === "DISABLED") return "owned";
  return SSEDescription.KMSMasterKeyArn === undefined ? "managed" : { key: SSEDescription.KMSMasterKeyArn };
}
