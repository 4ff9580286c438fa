import type { CreateReplicationGroupMemberAction, UpdateTableCommandInput } from "@aws-sdk/client-dynamodb";
import type { Capacity, Limits } from "../table/capacity.ts";
import type { ExportedReplica, ExportedTable } from "../table/exported-table.ts";
import { backupCall, insightsCalls } from "./settings.ts";
import type { AwsCliStep } from "./step.ts";

/** Replicas: one after the other, or all at once where they agree before a write is answered; then what each has of its own. */
export function replicaSteps(table: ExportedTable): AwsCliStep[] {
  const { name, replicas, witness } = table;
  if (replicas.length === 0) return [];
  const creates = replicas.map((replica) => ({ Create: createAction(replica, table) }));
  const update = (input: Omit<UpdateTableCommandInput, "TableName">): AwsCliStep => ({
    kind: "call",
    service: "dynamodb",
    operation: "update-table",
    input: { TableName: name, ...input },
  });
  const waitFor = ({ region }: ExportedReplica): AwsCliStep[] => [
    { kind: "wait", table: name, replica: region },
    { kind: "wait", table: name },
  ];
  const made =
    table.consistency === "STRONG"
      ? [
          update({
            MultiRegionConsistency: "STRONG",
            ReplicaUpdates: creates,
            ...(witness !== undefined && { GlobalTableWitnessUpdates: [{ Create: { RegionName: witness } }] }),
          }),
          ...replicas.flatMap(waitFor),
        ]
      : replicas.flatMap((replica) => [
          update({ ReplicaUpdates: [{ Create: createAction(replica, table) }] }),
          ...waitFor(replica),
        ]);
  return [...made, ...replicas.flatMap((replica) => settingsOf(replica, name))];
}

function createAction(replica: ExportedReplica, table: ExportedTable): CreateReplicationGroupMemberAction {
  const indexes = replica.indexes
    .map(({ name, read, limits }) => ({ IndexName: name, ...override(read, limits) }))
    .filter((index) => Object.keys(index).length > 1);
  return {
    RegionName: replica.region,
    ...(replica.key !== undefined && { KMSMasterKeyId: replica.key }),
    ...override(replica.read, replica.limits),
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
    ...(replica.tableClass !== table.tableClass && { TableClassOverride: replica.tableClass }),
  };
}

function override(
  read: Capacity | undefined,
  limits: Limits,
): Pick<CreateReplicationGroupMemberAction, "ProvisionedThroughputOverride" | "OnDemandThroughputOverride"> {
  return {
    ...(read && { ProvisionedThroughputOverride: { ReadCapacityUnits: read.units } }),
    ...(limits.read !== undefined && { OnDemandThroughputOverride: { MaxReadRequestUnits: limits.read } }),
  };
}

function settingsOf(replica: ExportedReplica, table: string): AwsCliStep[] {
  const { region, tags } = replica;
  return [
    ...(replica.deletionProtection
      ? [
          {
            kind: "call" as const,
            service: "dynamodb" as const,
            operation: "update-table",
            region,
            input: { TableName: table, DeletionProtectionEnabled: true } satisfies UpdateTableCommandInput,
          },
        ]
      : []),
    ...backupCall(replica, table, region),
    ...insightsCalls(replica, replica.indexes, table, region),
    ...(tags.length > 0
      ? [
          {
            kind: "call" as const,
            service: "dynamodb" as const,
            operation: "tag-resource",
            region,
            arnOf: table,
            input: { Tags: tags },
          },
        ]
      : []),
  ];
}
