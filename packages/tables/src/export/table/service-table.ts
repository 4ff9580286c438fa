import type {
  AnyTable,
  ContributorInsights,
  IndexModel,
  PointInTimeRecovery,
  ReplicaSettings,
  TableClass,
  TableSettings,
} from "keywright";
import { attributeDefinitions, indexInput, keySchema } from "../../model/keys.ts";
import type { ExportOptions } from "../options.ts";
import { type Billing, readCapacity, readLimits } from "./capacity.ts";
import type {
  ExportedGlobalIndex,
  ExportedIndex,
  ExportedReplica,
  ExportedTable,
  Insights,
  Recovery,
  TableClassName,
  Tag,
} from "./exported-table.ts";

/** Says a table in the terms of the service. */
export function serviceTable({ model }: AnyTable, options: ExportOptions): ExportedTable {
  const { name, partitionKey, sortKey, stream, timeToLive, settings = {} } = model;
  const own = sortKey === undefined ? [] : [sortKey];
  const indexes = [...model.indexes.values()];
  const global = indexes.filter(({ type }) => type === "global");
  const { kinesis, warmThroughput, resourcePolicy, witness } = settings;
  const recovery = readRecovery(settings.pointInTimeRecovery);
  const insights = readInsights(settings.contributorInsights);
  const replicas = Object.entries(settings.replicas ?? {}).map(([region, replica]) =>
    serviceReplica(region, replica, settings, global),
  );
  return {
    model: name,
    name: options.tables?.[name] ?? name,
    partitionKey,
    ...(sortKey && { sortKey }),
    keySchema: keySchema([partitionKey], own),
    attributes: attributeDefinitions([
      partitionKey,
      ...own,
      ...indexes.flatMap((index) => [...index.partitionKeys, ...index.sortKeys]),
    ]),
    globalIndexes: global.map((index) => serviceGlobalIndex(index, settings)),
    localIndexes: indexes.filter(({ type }) => type === "local").map(serviceIndex),
    billing: readBilling(settings),
    ...(warmThroughput && { warmThroughput }),
    ...readClass(settings.tableClass),
    ...(stream !== undefined && { stream }),
    ...(timeToLive !== undefined && { timeToLive }),
    ...(kinesis && {
      kinesis: {
        streamArn: kinesis.streamArn,
        ...(kinesis.precision && {
          precision: kinesis.precision === "millisecond" ? ("MILLISECOND" as const) : ("MICROSECOND" as const),
        }),
      },
    }),
    ...(recovery && { recovery }),
    ...(settings.deletionProtection !== undefined && { deletionProtection: settings.deletionProtection }),
    encryption: settings.encryption ?? "owned",
    tags: readTags(settings.tags),
    ...(insights && { insights }),
    ...(resourcePolicy && { resourcePolicy }),
    ...(replicas.length > 0 && { consistency: model.globalTable === "strong" ? "STRONG" : "EVENTUAL" }),
    replicas,
    ...(witness !== undefined && { witness }),
  };
}

function serviceIndex(index: IndexModel): ExportedIndex {
  const { name, partitionKeys, sortKeys } = index;
  const { Projection: projection = {} } = indexInput(index);
  return { name, partitionKeys, sortKeys, keySchema: keySchema(partitionKeys, sortKeys), projection };
}

function serviceGlobalIndex(index: IndexModel, settings: TableSettings): ExportedGlobalIndex {
  const own = settings.indexes?.[index.name] ?? {};
  const insights = readInsights(own.contributorInsights);
  const billing = settings.billing;
  return {
    ...serviceIndex(index),
    billing:
      billing?.mode === "provisioned"
        ? {
            mode: "provisioned",
            read: readCapacity(own.read ?? billing.read),
            write: readCapacity(own.write ?? billing.write),
          }
        : { mode: "on-demand", limits: readLimits(own) },
    ...(own.warmThroughput && { warmThroughput: own.warmThroughput }),
    ...(insights && { insights }),
  };
}

function serviceReplica(
  region: string,
  replica: ReplicaSettings,
  table: TableSettings,
  indexes: readonly IndexModel[],
): ExportedReplica {
  const recovery = readRecovery(replica.pointInTimeRecovery);
  const insights = readInsights(replica.contributorInsights);
  return {
    region,
    ...readClass(replica.tableClass ?? table.tableClass),
    ...(recovery && { recovery }),
    ...(replica.deletionProtection !== undefined && { deletionProtection: replica.deletionProtection }),
    ...(insights && { insights }),
    ...(replica.encryptionKey !== undefined && { key: replica.encryptionKey }),
    tags: readTags(replica.tags),
    ...(replica.read !== undefined && { read: readCapacity(replica.read) }),
    limits: readLimits(replica),
    indexes: indexes.map(({ name }) => {
      const own = replica.indexes?.[name];
      const its = readInsights(own?.contributorInsights);
      return {
        name,
        ...(own?.read !== undefined && { read: readCapacity(own.read) }),
        limits: readLimits(own ?? {}),
        ...(its && { insights: its }),
      };
    }),
  };
}

function readBilling({ billing }: TableSettings): Billing {
  return billing?.mode === "provisioned"
    ? { mode: "provisioned", read: readCapacity(billing.read), write: readCapacity(billing.write) }
    : { mode: "on-demand", limits: readLimits(billing ?? {}) };
}

function readClass(tableClass: TableClass | undefined): { readonly tableClass?: TableClassName } {
  if (tableClass === undefined) return {};
  return { tableClass: tableClass === "standard" ? "STANDARD" : "STANDARD_INFREQUENT_ACCESS" };
}

function readRecovery(recovery: PointInTimeRecovery | undefined): Recovery | undefined {
  if (recovery === undefined || recovery === false) return undefined;
  return recovery === true ? {} : { days: recovery.days };
}

function readInsights(insights: ContributorInsights | undefined): Insights | undefined {
  if (insights === undefined || insights === false) return undefined;
  return insights === true ? "ACCESSED_AND_THROTTLED_KEYS" : "THROTTLED_KEYS";
}

function readTags(tags: { readonly [key: string]: string } | undefined): readonly Tag[] {
  return Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
}
