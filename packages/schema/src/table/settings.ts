import type { PolicyDocument } from "./policy-document.ts";

/** Capacity that follows the use: between `min` and `max` units per second, so that about `target` percent of it are used. */
export interface AutoScaling {
  readonly min: number;
  readonly max: number;
  /** Percent, 20 to 90. Default: 70. */
  readonly target?: number;
}

/** Capacity units per second: as many as these, or as the use asks for. */
export type Units = number | AutoScaling;

/** Requests are paid for one by one; this is the default. */
export interface OnDemandBilling {
  readonly mode: "on-demand";
  /** Read request units per second that are not exceeded: more is throttled. Default: no limit. */
  readonly maxReadUnits?: number;
  /** Write request units per second that are not exceeded: more is throttled. Default: no limit. */
  readonly maxWriteUnits?: number;
}

/** Capacity is paid for by the hour. */
export interface ProvisionedBilling {
  readonly mode: "provisioned";
  readonly read: Units;
  readonly write: Units;
}

/** What a table or index can take at once without growing first, in units per second. DynamoDB's least: 12,000 and 4,000. */
export interface WarmThroughput {
  readonly readUnits?: number;
  readonly writeUnits?: number;
}

export type TableClass = "standard" | "infrequent-access";

/** `true`: counts the keys used most and those throttled most. `"throttled"`: the throttled ones alone, at a lower price. */
export type ContributorInsights = boolean | "throttled";

/** Backups of every second of the last `days` days (1 to 35); `true`: of 35 days. */
export type PointInTimeRecovery = boolean | { readonly days: number };

/** A Kinesis data stream that gets every change of the table. */
export interface KinesisDestination {
  readonly streamArn: string;
  /** Of the time of a change. Default: millisecond. */
  readonly precision?: "millisecond" | "microsecond";
}

/** Settings of a global index. */
export interface IndexSettings {
  /** Provisioned tables: the index's own read capacity. Default: as much as the table's. */
  readonly read?: Units;
  /** Provisioned tables: the index's own write capacity. Default: as much as the table's. */
  readonly write?: Units;
  /** On-demand tables: read request units per second that are not exceeded. Default: no limit. */
  readonly maxReadUnits?: number;
  /** On-demand tables: write request units per second that are not exceeded. Default: no limit. */
  readonly maxWriteUnits?: number;
  readonly warmThroughput?: WarmThroughput;
  readonly contributorInsights?: ContributorInsights;
}

/** What a global index has of its own in the Region of a replica. */
export interface ReplicaIndexSettings {
  /** Provisioned tables. Default: as in the table's own Region. */
  readonly read?: Units;
  /** On-demand tables. Default: as in the table's own Region. */
  readonly maxReadUnits?: number;
  readonly contributorInsights?: ContributorInsights;
}

/** A replica in another Region: what it has other than the table's own Region. Writes cost the same capacity everywhere. */
export interface ReplicaSettings<I extends string = string> {
  readonly tableClass?: TableClass;
  readonly pointInTimeRecovery?: PointInTimeRecovery;
  readonly deletionProtection?: boolean;
  readonly contributorInsights?: ContributorInsights;
  /** A KMS key in the Region of the replica: its ARN, id or alias. Needed where the table has a key of its own. */
  readonly encryptionKey?: string;
  readonly tags?: { readonly [key: string]: string };
  /** Provisioned tables. Default: as in the table's own Region. */
  readonly read?: Units;
  /** On-demand tables. Default: as in the table's own Region. */
  readonly maxReadUnits?: number;
  readonly indexes?: { readonly [N in I]?: ReplicaIndexSettings };
}

/**
 * How a table is run, apart from what a program needs to know of it: what it costs, how it is backed up, protected, encrypted,
 * watched and replicated. `I`: names of the table's global indexes.
 */
export interface TableSettings<I extends string = string> {
  /** Default: on-demand without limits. */
  readonly billing?: OnDemandBilling | ProvisionedBilling;
  readonly warmThroughput?: WarmThroughput;
  /** Infrequent access stores at a lower price, and reads and writes at a higher one. Default: standard. */
  readonly tableClass?: TableClass;
  readonly kinesis?: KinesisDestination;
  readonly pointInTimeRecovery?: PointInTimeRecovery;
  /** Whether a request to delete the table is refused. */
  readonly deletionProtection?: boolean;
  /** By a key that DynamoDB owns (the default, free), one in your account that AWS manages, or one of yours: its ARN, id or alias. */
  readonly encryption?: "owned" | "managed" | { readonly key: string };
  /** At most 50. */
  readonly tags?: { readonly [key: string]: string };
  readonly contributorInsights?: ContributorInsights;
  /** Who else may use the table, at most 20 KB of JSON. */
  readonly resourcePolicy?: PolicyDocument;
  /** Region -> replica, for every Region but the table's own. `globalTable` says how they agree; without it: `eventual`. */
  readonly replicas?: { readonly [region: string]: ReplicaSettings<I> };
  /** With `globalTable: "strong"` and one replica: the Region that votes and holds no data to read. */
  readonly witness?: string;
  /** Global index -> its settings. */
  readonly indexes?: { readonly [N in I]?: IndexSettings };
}
