import type { AttributeDefinition, KeySchemaElement, Projection } from "@aws-sdk/client-dynamodb";
import type { KeyAttribute, PolicyDocument, StreamView, WarmThroughput } from "keywright";
import type { Billing, Capacity, Limits } from "./capacity.ts";

/** A table in the terms of the service. What is left out in the model is left out here, but for what an index or a replica inherits. */
export interface ExportedTable {
  /** The name of its model. */
  readonly model: string;
  /** The name in the service. */
  readonly name: string;
  readonly partitionKey: KeyAttribute;
  readonly sortKey?: KeyAttribute;
  readonly keySchema: readonly KeySchemaElement[];
  readonly attributes: readonly AttributeDefinition[];
  readonly globalIndexes: readonly ExportedGlobalIndex[];
  readonly localIndexes: readonly ExportedIndex[];
  readonly billing: Billing;
  readonly warmThroughput?: WarmThroughput;
  readonly tableClass?: TableClassName;
  readonly stream?: StreamView;
  readonly timeToLive?: string;
  readonly kinesis?: { readonly streamArn: string; readonly precision?: "MILLISECOND" | "MICROSECOND" };
  readonly recovery?: Recovery;
  readonly deletionProtection?: boolean;
  readonly encryption: "owned" | "managed" | { readonly key: string };
  readonly tags: readonly Tag[];
  readonly insights?: Insights;
  readonly resourcePolicy?: PolicyDocument;
  /** How replicas agree; nothing for a table in one Region. */
  readonly consistency?: "EVENTUAL" | "STRONG";
  readonly replicas: readonly ExportedReplica[];
  readonly witness?: string;
}

export interface ExportedIndex {
  readonly name: string;
  readonly partitionKeys: readonly KeyAttribute[];
  readonly sortKeys: readonly KeyAttribute[];
  readonly keySchema: readonly KeySchemaElement[];
  readonly projection: Projection;
}

export interface ExportedGlobalIndex extends ExportedIndex {
  readonly billing: Billing;
  readonly warmThroughput?: WarmThroughput;
  readonly insights?: Insights;
}

/** A table in another Region. It inherits the class of the table, and reads. */
export interface ExportedReplica {
  readonly region: string;
  readonly tableClass?: TableClassName;
  readonly recovery?: Recovery;
  readonly deletionProtection?: boolean;
  readonly insights?: Insights;
  readonly key?: string;
  readonly tags: readonly Tag[];
  /** Its own capacity of reads, where it has one. */
  readonly read?: Capacity;
  /** Its own limit of reads, where it has one. */
  readonly limits: Limits;
  readonly indexes: readonly ExportedReplicaIndex[];
}

export interface ExportedReplicaIndex {
  readonly name: string;
  readonly read?: Capacity;
  readonly limits: Limits;
  readonly insights?: Insights;
}

/** Point-in-time recovery; without days those of the service, 35. */
export interface Recovery {
  readonly days?: number;
}

export type TableClassName = "STANDARD" | "STANDARD_INFREQUENT_ACCESS";
export type Insights = "ACCESSED_AND_THROTTLED_KEYS" | "THROTTLED_KEYS";

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}
