import type { Losses } from "../options.ts";
import type { Billing, Limits } from "../table/capacity.ts";
import type { ExportedGlobalIndex, ExportedIndex, ExportedReplica, ExportedTable } from "../table/exported-table.ts";
import { argument, type Expression, nested, resource, type TerraformArgument, type TerraformBlock } from "./block.ts";

/** `aws_dynamodb_table`, with its replicas. */
export function tableBlock(
  table: ExportedTable,
  id: string,
  { retain, keyOf }: { readonly retain: boolean; readonly keyOf: (key: string, region?: string) => Expression },
): TerraformBlock {
  const { billing, encryption, kinesis: _elsewhere, recovery, stream, timeToLive, warmThroughput, witness } = table;
  return resource(
    "aws_dynamodb_table",
    id,
    argument("name", table.name),
    argument("billing_mode", billing.mode === "provisioned" ? "PROVISIONED" : "PAY_PER_REQUEST"),
    capacity(billing),
    argument("hash_key", table.partitionKey.name),
    argument("range_key", table.sortKey?.name),
    argument("table_class", table.tableClass),
    argument("deletion_protection_enabled", table.deletionProtection),
    argument("stream_enabled", stream === undefined ? undefined : true),
    argument("stream_view_type", stream),
    table.tags.length > 0
      ? argument("tags", { map: Object.fromEntries(table.tags.map(({ Key, Value }) => [Key, Value])) })
      : undefined,
    table.attributes.map(({ AttributeName = "", AttributeType = "" }) =>
      nested("attribute", argument("name", AttributeName), argument("type", AttributeType)),
    ),
    table.globalIndexes.map(globalIndex),
    table.localIndexes.map((index) =>
      nested(
        "local_secondary_index",
        argument("name", index.name),
        argument("range_key", index.sortKeys[0]?.name),
        projection(index),
      ),
    ),
    onDemand(billing),
    warmThroughput &&
      nested(
        "warm_throughput",
        argument("read_units_per_second", warmThroughput.readUnits),
        argument("write_units_per_second", warmThroughput.writeUnits),
      ),
    timeToLive === undefined
      ? undefined
      : nested("ttl", argument("enabled", true), argument("attribute_name", timeToLive)),
    recovery &&
      nested("point_in_time_recovery", argument("enabled", true), argument("recovery_period_in_days", recovery.days)),
    encryption === "owned"
      ? undefined
      : nested(
          "server_side_encryption",
          argument("enabled", true),
          argument("kms_key_arn", encryption === "managed" ? undefined : keyOf(encryption.key)),
        ),
    table.replicas.map((replica) => replicaBlock(replica, table, keyOf)),
    witness === undefined ? undefined : nested("global_table_witness", argument("region_name", witness)),
    lifecycle(table, retain),
  );
}

function capacity(billing: Billing): TerraformArgument[] {
  if (billing.mode === "on-demand") return [];
  return [argument("read_capacity", billing.read.units), argument("write_capacity", billing.write.units)];
}

function onDemand(billing: Billing): TerraformBlock | undefined {
  if (billing.mode === "provisioned") return undefined;
  const { read, write }: Limits = billing.limits;
  if (read === undefined && write === undefined) return undefined;
  return nested(
    "on_demand_throughput",
    argument("max_read_request_units", read),
    argument("max_write_request_units", write),
  );
}

function projection({ projection: { ProjectionType = "ALL", NonKeyAttributes } }: ExportedIndex): TerraformArgument[] {
  return [
    argument("projection_type", ProjectionType),
    ...(NonKeyAttributes ? [argument("non_key_attributes", NonKeyAttributes)] : []),
  ];
}

function globalIndex(index: ExportedGlobalIndex): TerraformBlock {
  const { partitionKeys, sortKeys, warmThroughput } = index;
  // The provider takes `hash_key` in every version, and `key_schema`, which several attributes need, in recent ones.
  const single = partitionKeys.length === 1 && sortKeys.length <= 1;
  return nested(
    "global_secondary_index",
    argument("name", index.name),
    single ? argument("hash_key", partitionKeys[0]?.name) : undefined,
    single ? argument("range_key", sortKeys[0]?.name) : undefined,
    projection(index),
    capacity(index.billing),
    single
      ? []
      : index.keySchema.map(({ AttributeName = "", KeyType = "" }) =>
          nested("key_schema", argument("attribute_name", AttributeName), argument("key_type", KeyType)),
        ),
    onDemand(index.billing),
    warmThroughput &&
      nested(
        "warm_throughput",
        argument("read_units_per_second", warmThroughput.readUnits),
        argument("write_units_per_second", warmThroughput.writeUnits),
      ),
  );
}

function replicaBlock(
  replica: ExportedReplica,
  table: ExportedTable,
  keyOf: (key: string, region?: string) => Expression,
): TerraformBlock {
  return nested(
    "replica",
    argument("region_name", replica.region),
    argument("consistency_mode", table.consistency),
    argument("kms_key_arn", replica.key === undefined ? undefined : keyOf(replica.key, replica.region)),
    argument("point_in_time_recovery", replica.recovery && true),
    argument("deletion_protection_enabled", replica.deletionProtection),
    argument("propagate_tags", (replica.tags.length > 0 && sameTags(replica, table)) || undefined),
  );
}

function sameTags(replica: Pick<ExportedReplica, "tags">, table: Pick<ExportedTable, "tags">): boolean {
  const text = (tags: ExportedTable["tags"]): string =>
    JSON.stringify(tags.map(({ Key, Value }) => [Key, Value]).sort());
  return text(replica.tags) === text(table.tags);
}

function lifecycle({ billing }: ExportedTable, retain: boolean): TerraformBlock | undefined {
  const scaled =
    billing.mode === "provisioned"
      ? [...(billing.read.scaling ? ["read_capacity"] : []), ...(billing.write.scaling ? ["write_capacity"] : [])]
      : [];
  if (!retain && scaled.length === 0) return undefined;
  return nested(
    "lifecycle",
    retain ? argument("prevent_destroy", true) : undefined,
    scaled.length > 0 ? argument("ignore_changes", { names: scaled }) : undefined,
  );
}

/** Says what the provider has no words for. */
export function tableLosses(table: ExportedTable, losses: Losses): void {
  for (const { name, billing } of table.globalIndexes) {
    if (billing.mode === "provisioned" && (billing.read.scaling || billing.write.scaling)) {
      losses.add(
        `settings.indexes.${name}`,
        "Terraform sets the capacity of an index that follows the use back to its least at each apply. Add global_secondary_index to ignore_changes to stop that; changes of indexes are not applied then.",
      );
    }
  }
  for (const replica of table.replicas) replicaLosses(replica, table, losses);
}

function replicaLosses(replica: ExportedReplica, table: ExportedTable, losses: Losses): void {
  const path = `settings.replicas.${replica.region}`;
  const none = "a replica block of aws_dynamodb_table has no";
  if (replica.tableClass !== table.tableClass) {
    losses.add(`${path}.tableClass`, `${none} table class: it is the table's. Set it in the Region of the replica.`);
  }
  if (replica.recovery?.days !== undefined && replica.recovery.days !== 35) {
    losses.add(
      `${path}.pointInTimeRecovery`,
      `${none} days of recovery: they are 35. Set them in the Region of the replica.`,
    );
  }
  if (replica.tags.length > 0 && !sameTags(replica, table)) {
    losses.add(
      `${path}.tags`,
      `${none} tags of its own: it is left without. Use aws_dynamodb_tag in the Region of the replica.`,
    );
  }
  if (replica.read !== undefined && replica.read.scaling === undefined) {
    losses.add(`${path}.read`, `${none} capacity of reads: it is the table's. Set it with UpdateTable.`);
  }
  if (replica.limits.read !== undefined) {
    losses.add(`${path}.maxReadUnits`, `${none} limit of reads: it is the table's. Set it with UpdateTable.`);
  }
  for (const index of replica.indexes) {
    if (index.read !== undefined && index.read.scaling === undefined) {
      losses.add(`${path}.indexes.${index.name}.read`, `${none} capacity of indexes. Set it with UpdateTable.`);
    }
    if (index.limits.read !== undefined) {
      losses.add(`${path}.indexes.${index.name}.maxReadUnits`, `${none} limits of indexes. Set it with UpdateTable.`);
    }
  }
}
