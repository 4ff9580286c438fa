import type { IndexModel, KeyAttribute, TableModel } from "keywright";

/** Units per second of a table or index: provisioned ones, or limits of an on-demand table. */
export interface CapacityState {
  readonly read?: number;
  readonly write?: number;
  readonly maxReadUnits?: number;
  readonly maxWriteUnits?: number;
}

export interface WarmState {
  readonly readUnits?: number;
  readonly writeUnits?: number;
}

/** One direction of auto scaling. */
export interface ScalingState {
  readonly min: number;
  readonly max: number;
  /** Percent. Absent where units are bounded and nothing says when to change them. */
  readonly target?: number;
}

export type Insights = "all" | "throttled";

export interface IndexState {
  readonly type: IndexModel["type"];
  readonly partitionKeys: readonly KeyAttribute[];
  readonly sortKeys: readonly KeyAttribute[];
  /** Attributes in the order of their names, which means nothing to the service. */
  readonly projection: IndexModel["projection"];
  readonly capacity: CapacityState;
  readonly warmThroughput?: WarmState;
  readonly contributorInsights?: Insights;
}

export interface ReplicaState {
  readonly tableClass?: string;
  readonly encryptionKey?: string;
  readonly read?: number;
  readonly maxReadUnits?: number;
  readonly indexes?: { readonly [name: string]: { readonly read?: number; readonly maxReadUnits?: number } };
  // Only the Region of the replica tells and takes the following. Absent: not known, or not in the model.
  /** Days; 0 is off. */
  readonly pointInTimeRecovery?: number;
  readonly deletionProtection?: boolean;
  readonly contributorInsights?: Insights | "off";
  readonly tags?: { readonly [key: string]: string };
}

/** Which units: of the table or of an index, to read or to write. */
export type ScalingTarget = `table/${"read" | "write"}` | `index/${string}/${"read" | "write"}`;

/**
 * Everything that a plan compares and changes of a table that is there, as plain JSON. What is off or unlimited is absent. A
 * model and a description are both put into these terms; a step of a plan is a change from one state to the next.
 */
export interface TableState {
  readonly partitionKey: KeyAttribute;
  readonly sortKey?: KeyAttribute;
  readonly indexes: { readonly [name: string]: IndexState };
  readonly stream?: NonNullable<TableModel["stream"]>;
  readonly timeToLive?: string;
  readonly billing: "on-demand" | "provisioned";
  readonly capacity: CapacityState;
  readonly warmThroughput?: WarmState;
  readonly tableClass: "standard" | "infrequent-access";
  readonly deletionProtection: boolean;
  readonly encryption: "owned" | "kms";
  /** The ARN of the key, or `ANY` where the plan cannot know it. */
  readonly encryptionKey?: string;
  /** Days. */
  readonly pointInTimeRecovery?: number;
  readonly tags: { readonly [key: string]: string };
  readonly contributorInsights?: Insights;
  /** ARN of a stream -> precision. */
  readonly kinesis: { readonly [streamArn: string]: "millisecond" | "microsecond" };
  /** As `policyText` writes it. */
  readonly resourcePolicy?: string;
  readonly scaling: { readonly [target: string]: ScalingState };
  readonly replicas: { readonly [region: string]: ReplicaState };
  readonly globalTable?: "eventual" | "strong";
  readonly witness?: string;
}

/** Stands for a value that only the service knows. */
export const ANY = "*";
