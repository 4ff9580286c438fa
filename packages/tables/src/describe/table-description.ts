import type {
  DestinationStatus,
  IndexStatus,
  ReplicaStatus,
  TableStatus,
  TimeToLiveStatus,
  WitnessStatus,
} from "@aws-sdk/client-dynamodb";
import type { IndexModel, KeyAttribute, TableModel, TableSettings } from "keywright";

/** Provisioned capacity as it is at the moment, in units per second. */
export interface Capacity {
  readonly read: number;
  readonly write: number;
}

/** An index that is there. */
export interface IndexDescription extends IndexModel {
  /** Of a local index always `ACTIVE`: it is made together with its table. */
  readonly status: IndexStatus;
  /** Whether items that were there before the index are still being put into it. */
  readonly backfilling: boolean;
  /** Of a global index of a provisioned table. */
  readonly capacity?: Capacity;
  /** DynamoDB counts about every six hours. */
  readonly itemCount?: number;
  /** Bytes; DynamoDB counts about every six hours. */
  readonly sizeBytes?: number;
}

/** A replica that is there, or is being made or deleted. */
export interface ReplicaDescription {
  readonly status: ReplicaStatus;
  /** What the service says of a replica that is not as it should be. */
  readonly reason?: string;
}

/** A Kinesis data stream that gets the changes of a table, or is being put on or off. */
export interface DestinationDescription {
  readonly status: DestinationStatus;
  readonly precision: "millisecond" | "microsecond";
}

/** A setting that could not be read, so that nothing is known of it. */
export interface UnreadSetting {
  /** As in the settings of a table: `tags`, `pointInTimeRecovery`; `autoScaling` for the bounds of provisioned units; `replicas.us-east-1.tags`. */
  readonly setting: string;
  /** Why not: the name of the service's error, or what would have been needed. */
  readonly why: string;
}

/** A setting that the service is still changing. */
export interface ChangingSetting {
  readonly setting: string;
  /** As DynamoDB names it: `ENABLING`, `UPDATING`. */
  readonly status: string;
}

/** A table that is there, in the terms of a model. */
export interface TableDescription {
  /** The name in the service. */
  readonly name: string;
  readonly arn?: string;
  readonly status: TableStatus;
  readonly partitionKey: KeyAttribute;
  readonly sortKey?: KeyAttribute;
  /** By name; those that are still being made or deleted, too. */
  readonly indexes: ReadonlyMap<string, IndexDescription>;
  readonly billing: "on-demand" | "provisioned";
  /** Of a provisioned table. */
  readonly capacity?: Capacity;
  /** DynamoDB counts about every six hours. */
  readonly itemCount?: number;
  /** Bytes; DynamoDB counts about every six hours. */
  readonly sizeBytes?: number;
  readonly createdAt?: Date;
  /** Present where the stream is on. */
  readonly stream?: { readonly view: NonNullable<TableModel["stream"]>; readonly arn?: string };
  /** Present where time to live is on, or being put on or off. */
  readonly timeToLive?: { readonly attribute: string; readonly status: TimeToLiveStatus };
  /** How replicas agree, where there are any. */
  readonly globalTable?: NonNullable<TableModel["globalTable"]>;
  /** Region -> replica, the table's own Region not among them. */
  readonly replicas: ReadonlyMap<string, ReplicaDescription>;
  readonly witness?: { readonly region: string; readonly status?: WitnessStatus };
  /** ARN of a stream -> destination; those that are off are not among them. */
  readonly kinesis: ReadonlyMap<string, DestinationDescription>;
  /**
   * The settings as they are. What is off is there as such (`deletionProtection: false`, `tags: {}`), but for Kinesis, a
   * resource policy, replicas and a witness, which are absent. A setting that was not read is absent, and named in `unread`.
   */
  readonly settings: TableSettings;
  readonly unread: readonly UnreadSetting[];
  readonly changing: readonly ChangingSetting[];
}
