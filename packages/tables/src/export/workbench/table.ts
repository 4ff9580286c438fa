import {
  type AnyTable,
  type AutoScaling,
  defineTable,
  type IndexDefinition,
  type KeyDefinition,
  type ProvisionedBilling,
} from "keywright";
import type { Losses } from "../options.ts";
import type { WorkbenchIndex, WorkbenchKey, WorkbenchKeyAttribute, WorkbenchScaling, WorkbenchTable } from "./model.ts";

/** What `defineTable` takes: the source that is written says the same. */
export interface TableDefinition {
  readonly name: string;
  readonly partitionKey: KeyDefinition;
  readonly sortKey?: KeyDefinition;
  readonly indexes?: { readonly [name: string]: IndexDefinition };
  readonly settings?: { readonly billing: ProvisionedBilling };
}

export function tableDefinition(table: WorkbenchTable, losses: Losses): TableDefinition {
  const { PartitionKey, SortKey } = table.KeyAttributes;
  const indexes = [
    ...(table.GlobalSecondaryIndexes ?? []).map(
      (index) => [index.IndexName, globalIndex(index, table, losses)] as const,
    ),
    ...(table.LocalSecondaryIndexes ?? []).map((index) => [index.IndexName, localIndex(index, table, losses)] as const),
  ];
  const billing = readBilling(table);
  return {
    name: table.TableName,
    partitionKey: keyDefinition(PartitionKey),
    ...(SortKey && { sortKey: keyDefinition(SortKey) }),
    ...(indexes.length > 0 && { indexes: Object.fromEntries(indexes) }),
    ...(billing && { settings: { billing } }),
  };
}

/** @throws ModelError where the table is none that DynamoDB takes */
export function makeTable(definition: TableDefinition): AnyTable {
  return defineTable<KeyDefinition, KeyDefinition, { readonly [name: string]: IndexDefinition }>(definition);
}

function keyDefinition({ AttributeName, AttributeType }: WorkbenchKeyAttribute): KeyDefinition {
  return { [AttributeName]: AttributeType };
}

function globalIndex(index: WorkbenchIndex, table: WorkbenchTable, losses: Losses): IndexDefinition {
  const { PartitionKey, SortKey } = index.KeyAttributes;
  return {
    type: "global",
    partitionKey: keyDefinition(PartitionKey),
    ...(SortKey && { sortKey: keyDefinition(SortKey) }),
    projection: readProjection(index, table, losses),
  };
}

function localIndex(index: WorkbenchIndex, table: WorkbenchTable, losses: Losses): IndexDefinition {
  const { SortKey } = index.KeyAttributes;
  return {
    type: "local",
    // A local index without one is refused by `defineTable`, which says so.
    sortKey: SortKey ? keyDefinition(SortKey) : {},
    projection: readProjection(index, table, losses),
  };
}

/** Keys are in every index: a list that names them means no more than one that does not. */
function readProjection(index: WorkbenchIndex, table: WorkbenchTable, losses: Losses): IndexDefinition["projection"] {
  const { ProjectionType, NonKeyAttributes = [] } = index.Projection;
  if (ProjectionType !== "INCLUDE") return ProjectionType;
  const named = projectedAttributes(index, table);
  if (named.length < NonKeyAttributes.length) {
    losses.add(
      `indexes.${index.IndexName}.projection`,
      "the projection names attributes of keys, which every index holds, or one twice: they are left out.",
    );
  }
  return named.length === 0 ? "KEYS_ONLY" : named;
}

/** The attributes that an index holds besides keys, each once. */
export function projectedAttributes(index: WorkbenchIndex, table: WorkbenchTable): readonly string[] {
  const keys = new Set([...keyNames(table.KeyAttributes), ...keyNames(index.KeyAttributes)]);
  return [...new Set(index.Projection.NonKeyAttributes ?? [])].filter((name) => !keys.has(name));
}

export function keyNames({ PartitionKey, SortKey }: WorkbenchKey): readonly string[] {
  return SortKey ? [PartitionKey.AttributeName, SortKey.AttributeName] : [PartitionKey.AttributeName];
}

/** Provisioned capacity; nothing for a table that is on-demand or says nothing of it. */
export function readBilling({
  BillingMode,
  ProvisionedCapacitySettings,
}: Pick<WorkbenchTable, "BillingMode" | "ProvisionedCapacitySettings">): ProvisionedBilling | undefined {
  if (BillingMode !== "PROVISIONED" || ProvisionedCapacitySettings === undefined) return undefined;
  const { AutoScalingRead, AutoScalingWrite, ProvisionedThroughput } = ProvisionedCapacitySettings;
  return {
    mode: "provisioned",
    read: AutoScalingRead ? readScaling(AutoScalingRead) : ProvisionedThroughput.ReadCapacityUnits,
    write: AutoScalingWrite ? readScaling(AutoScalingWrite) : ProvisionedThroughput.WriteCapacityUnits,
  };
}

function readScaling({ ScalableTargetRequest, ScalingPolicyConfiguration }: WorkbenchScaling): AutoScaling {
  return {
    min: ScalableTargetRequest.MinCapacity,
    max: ScalableTargetRequest.MaxCapacity,
    target: ScalingPolicyConfiguration.TargetValue,
  };
}
