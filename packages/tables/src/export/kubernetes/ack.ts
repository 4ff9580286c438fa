import type { AnyTable } from "keywright";
import { type ExportOptions, type Losses, type Lost, lossesOf } from "../options.ts";
import { type Billing, onDemandThroughput } from "../table/capacity.ts";
import type { ExportedReplica, ExportedTable } from "../table/exported-table.ts";
import { scaledCapacity } from "../table/scaled.ts";
import { serviceTable } from "../table/service-table.ts";
import { type KubernetesResource, lowerNames, objectNames, present } from "./resource.ts";

export interface AckOptions extends ExportOptions {
  /** Namespace of the objects. Default: none, which is that of `kubectl`. */
  readonly namespace?: string;
  /** Region of the tables. Default: that of the controller. */
  readonly region?: string;
}

/**
 * Objects of kind `Table` (`dynamodb.services.k8s.aws/v1alpha1`) for the DynamoDB controller of AWS Controllers for Kubernetes,
 * version 1.9. Deleting an object leaves its table, unless `retain` is false. Makes no request.
 *
 * @example
 * const { resources, lost } = toAck([taskTable], { namespace: "tasks" });
 * writeFileSync("tables.yaml", kubernetesText(resources));
 */
export function toAck(
  tables: readonly AnyTable[],
  options: AckOptions = {},
): { readonly resources: readonly KubernetesResource[]; readonly lost: readonly Lost[] } {
  const name = objectNames();
  const lost: Lost[] = [];
  const resources = tables.map((model) => {
    const table = serviceTable(model, options);
    const losses = lossesOf(table.model);
    reportLosses(table, losses);
    lost.push(...losses.found);
    return ackTable(table, name(table.name), options);
  });
  return { resources, lost };
}

function ackTable(
  table: ExportedTable,
  name: string,
  { namespace, region, retain = true }: AckOptions,
): KubernetesResource {
  const { encryption, globalIndexes, insights, localIndexes, recovery, resourcePolicy, stream, timeToLive } = table;
  return {
    apiVersion: "dynamodb.services.k8s.aws/v1alpha1",
    kind: "Table",
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      annotations: {
        "services.k8s.aws/deletion-policy": retain ? "retain" : "delete",
        ...(region !== undefined && { "services.k8s.aws/region": region }),
      },
    },
    spec: present({
      tableName: table.name,
      keySchema: lowerNames(table.keySchema),
      attributeDefinitions: lowerNames(table.attributes),
      billingMode: table.billing.mode === "provisioned" ? "PROVISIONED" : "PAY_PER_REQUEST",
      ...throughput(table.billing),
      globalSecondaryIndexes:
        globalIndexes.length > 0
          ? globalIndexes.map((index) => ({
              indexName: index.name,
              keySchema: lowerNames(index.keySchema),
              projection: lowerNames(index.projection),
              ...throughput(index.billing),
            }))
          : undefined,
      localSecondaryIndexes:
        localIndexes.length > 0
          ? localIndexes.map((index) => ({
              indexName: index.name,
              keySchema: lowerNames(index.keySchema),
              projection: lowerNames(index.projection),
            }))
          : undefined,
      tableClass: table.tableClass,
      streamSpecification: stream && { streamEnabled: true, streamViewType: stream },
      timeToLive: timeToLive === undefined ? undefined : { enabled: true, attributeName: timeToLive },
      continuousBackups: recovery && { pointInTimeRecoveryEnabled: true },
      deletionProtectionEnabled: table.deletionProtection,
      sseSpecification:
        encryption === "owned"
          ? undefined
          : present({
              enabled: true,
              sseType: "KMS",
              kmsMasterKeyID: encryption === "managed" ? undefined : encryption.key,
            }),
      contributorInsights: insights && "ENABLE",
      resourcePolicy: resourcePolicy && JSON.stringify(resourcePolicy),
      tags: table.tags.length > 0 ? lowerNames(table.tags) : undefined,
      tableReplicas:
        table.replicas.length > 0 && table.consistency === "EVENTUAL"
          ? table.replicas.map((replica) => replicaSpec(replica, table))
          : undefined,
    }),
  };
}

function throughput(billing: Billing): { readonly [name: string]: unknown } {
  if (billing.mode === "provisioned") {
    return {
      provisionedThroughput: {
        readCapacityUnits: billing.read.units,
        writeCapacityUnits: billing.write.units,
      },
    };
  }
  const limits = onDemandThroughput(billing.limits);
  return limits ? { onDemandThroughput: lowerNames(limits) } : {};
}

function replicaSpec(replica: ExportedReplica, table: ExportedTable): { readonly [name: string]: unknown } {
  const indexes = replica.indexes.filter(({ read }) => read !== undefined);
  return present({
    regionName: replica.region,
    kmsMasterKeyID: replica.key,
    provisionedThroughputOverride: replica.read && { readCapacityUnits: replica.read.units },
    tableClassOverride: replica.tableClass === table.tableClass ? undefined : replica.tableClass,
    globalSecondaryIndexes:
      indexes.length > 0
        ? indexes.map(({ name, read }) => ({
            indexName: name,
            provisionedThroughputOverride: { readCapacityUnits: read?.units },
          }))
        : undefined,
  });
}

function reportLosses(table: ExportedTable, losses: Losses): void {
  const { globalIndexes, insights, kinesis, recovery, warmThroughput } = table;
  const none = "the Table of ACK has no";
  const after = "Set it with the AWS CLI once the table is there (toAwsCli writes the request).";
  if (warmThroughput) losses.add("settings.warmThroughput", `${none} warm throughput. ${after}`);
  if (kinesis) losses.add("settings.kinesis", `${none} Kinesis destination. ${after}`);
  if (recovery?.days !== undefined && recovery.days !== 35) {
    losses.add("settings.pointInTimeRecovery", `${none} days of recovery: they are 35. ${after}`);
  }
  if (insights === "THROTTLED_KEYS") {
    losses.add("settings.contributorInsights", `${none} insights of throttled keys alone: all are counted. ${after}`);
  }
  for (const index of globalIndexes) {
    const path = `settings.indexes.${index.name}`;
    if (index.warmThroughput) losses.add(`${path}.warmThroughput`, `${none} warm throughput. ${after}`);
    if (index.insights) losses.add(`${path}.contributorInsights`, `${none} insights of indexes. ${after}`);
  }
  for (const { index, direction } of scaledCapacity(table)) {
    losses.add(
      index === undefined ? `settings.billing.${direction.toLowerCase()}` : `settings.indexes.${index}`,
      `${none} auto scaling of ${direction === "Read" ? "reads" : "writes"}: the capacity is the least, fixed. Use the ScalableTarget and ScalingPolicy of ACK's applicationautoscaling controller.`,
    );
  }
  if (table.consistency === "STRONG") {
    losses.add(
      "settings.replicas",
      `${none} strong consistency between Regions, which a table gets with its first replicas: they are left out. ${after}`,
    );
    return;
  }
  for (const replica of table.replicas) replicaLosses(replica, `settings.replicas.${replica.region}`, losses);
}

function replicaLosses(replica: ExportedReplica, path: string, losses: Losses): void {
  const say = (name: string): void =>
    losses.add(
      `${path}.${name}`,
      `a replica of ACK has no ${name}: it has the service's default. Set it in the Region of the replica.`,
    );
  if (replica.recovery) say("pointInTimeRecovery");
  if (replica.deletionProtection) say("deletionProtection");
  if (replica.insights) say("contributorInsights");
  if (replica.tags.length > 0) say("tags");
  if (replica.limits.read !== undefined) say("maxReadUnits");
  if (replica.read?.scaling) say("read.max");
  for (const { name, read, limits, insights } of replica.indexes) {
    if (insights) say(`indexes.${name}.contributorInsights`);
    if (limits.read !== undefined) say(`indexes.${name}.maxReadUnits`);
    if (read?.scaling) say(`indexes.${name}.read.max`);
  }
}
