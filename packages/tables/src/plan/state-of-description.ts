import type { ContributorInsights, IndexSettings, ReplicaSettings, Units } from "keywright";
import type { IndexDescription, TableDescription } from "../describe/table-description.ts";
import { policyText } from "./policy-text.ts";
import type {
  CapacityState,
  IndexState,
  Insights,
  ReplicaState,
  ScalingState,
  ScalingTarget,
  TableState,
} from "./state.ts";

/** A table that is there, in the terms of a plan. What is being deleted or put off is gone. */
export function stateOfDescription(found: TableDescription): TableState {
  const { settings } = found;
  const { billing, encryption = "owned", warmThroughput, resourcePolicy } = settings;
  const days = recoveryDays(settings.pointInTimeRecovery);
  const indexes = [...found.indexes.values()].filter(({ status }) => status !== "DELETING");
  const insights = insightsOf(settings.contributorInsights);
  return {
    partitionKey: found.partitionKey,
    ...(found.sortKey !== undefined && { sortKey: found.sortKey }),
    indexes: Object.fromEntries(indexes.map((index) => [index.name, indexOf(found, index)])),
    ...(found.stream !== undefined && { stream: found.stream.view }),
    ...(found.timeToLive !== undefined &&
      found.timeToLive.status !== "DISABLING" && { timeToLive: found.timeToLive.attribute }),
    billing: found.billing,
    capacity: found.capacity ?? limitsOf(billing?.mode === "on-demand" ? billing : {}),
    ...(warmThroughput !== undefined && { warmThroughput }),
    tableClass: settings.tableClass ?? "standard",
    deletionProtection: settings.deletionProtection ?? false,
    encryption: encryption === "owned" ? "owned" : "kms",
    ...(typeof encryption === "object" && { encryptionKey: encryption.key }),
    ...(days > 0 && { pointInTimeRecovery: days }),
    tags: settings.tags ?? {},
    ...(insights !== undefined && { contributorInsights: insights }),
    kinesis: Object.fromEntries(
      [...found.kinesis]
        .filter(([, { status }]) => status !== "DISABLING")
        .map(([arn, { precision }]) => [arn, precision]),
    ),
    ...(resourcePolicy !== undefined && { resourcePolicy: policyText(resourcePolicy) }),
    scaling: scalingOf(found),
    replicas: Object.fromEntries(
      [...found.replicas]
        .filter(([, { status }]) => status !== "DELETING")
        .map(([region]) => [region, replicaState(settings.replicas?.[region] ?? {})]),
    ),
    ...(found.globalTable !== undefined && { globalTable: found.globalTable }),
    ...(found.witness !== undefined && { witness: found.witness.region }),
  };
}

function indexOf({ settings }: TableDescription, index: IndexDescription): IndexState {
  const own = settings.indexes?.[index.name] ?? {};
  const insights = insightsOf(own.contributorInsights);
  return {
    type: index.type,
    partitionKeys: index.partitionKeys,
    sortKeys: index.sortKeys,
    projection: typeof index.projection === "string" ? index.projection : [...index.projection].sort(),
    capacity: index.capacity ?? limitsOf(own),
    ...(own.warmThroughput !== undefined && { warmThroughput: own.warmThroughput }),
    ...(insights !== undefined && { contributorInsights: insights }),
  };
}

function limitsOf({
  maxReadUnits,
  maxWriteUnits,
}: Pick<IndexSettings, "maxReadUnits" | "maxWriteUnits">): CapacityState {
  return {
    ...(maxReadUnits !== undefined && { maxReadUnits }),
    ...(maxWriteUnits !== undefined && { maxWriteUnits }),
  };
}

/** Days that one can go back to; 0 is off. */
export function recoveryDays(recovery: boolean | { readonly days: number } | undefined): number {
  return typeof recovery === "object" ? recovery.days : recovery ? 35 : 0;
}

export function insightsOf(insights: ContributorInsights | undefined): Insights | undefined {
  return insights === true ? "all" : insights === false ? undefined : insights;
}

function scalingOf({ settings: { billing, indexes = {} } }: TableDescription): TableState["scaling"] {
  if (billing?.mode !== "provisioned") return {};
  const units: [ScalingTarget, Units | undefined][] = [
    ["table/read", billing.read],
    ["table/write", billing.write],
    ...Object.entries(indexes).flatMap(([name, own]): [ScalingTarget, Units | undefined][] => [
      [`index/${name}/read`, own?.read],
      [`index/${name}/write`, own?.write],
    ]),
  ];
  return Object.fromEntries(
    units.flatMap(([target, found]): [string, ScalingState][] => (typeof found === "object" ? [[target, found]] : [])),
  );
}

/** A replica as a model or a description has it. Units that scale are no part of it. */
export function replicaState(settings: ReplicaSettings): ReplicaState {
  const { tableClass, encryptionKey, read, maxReadUnits, deletionProtection, tags } = settings;
  const indexes = Object.entries(settings.indexes ?? {}).flatMap(([name, own]) => {
    const state = {
      ...(typeof own?.read === "number" && { read: own.read }),
      ...(own?.maxReadUnits !== undefined && { maxReadUnits: own.maxReadUnits }),
    };
    return Object.keys(state).length === 0 ? [] : [[name, state] as const];
  });
  return {
    ...(tableClass !== undefined && { tableClass }),
    ...(encryptionKey !== undefined && { encryptionKey }),
    ...(typeof read === "number" && { read }),
    ...(maxReadUnits !== undefined && { maxReadUnits }),
    ...(indexes.length > 0 && { indexes: Object.fromEntries(indexes) }),
    ...(settings.pointInTimeRecovery !== undefined && {
      pointInTimeRecovery: recoveryDays(settings.pointInTimeRecovery),
    }),
    ...(deletionProtection !== undefined && { deletionProtection }),
    ...(settings.contributorInsights !== undefined && {
      contributorInsights: insightsOf(settings.contributorInsights) ?? "off",
    }),
    ...(tags !== undefined && { tags }),
  };
}
