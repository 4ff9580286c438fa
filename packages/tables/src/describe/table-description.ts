import type { IndexStatus, TableStatus, TimeToLiveStatus } from "@aws-sdk/client-dynamodb";
import type { IndexModel, KeyAttribute, TableModel } from "keywright";

/** An index that is there. */
export interface IndexDescription extends IndexModel {
  /** Of a local index always `ACTIVE`: it is made together with its table. */
  readonly status: IndexStatus;
  /** Whether items that were there before the index are still being put into it. */
  readonly backfilling: boolean;
  /** DynamoDB counts about every six hours. */
  readonly itemCount?: number;
  /** Bytes; DynamoDB counts about every six hours. */
  readonly sizeBytes?: number;
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
  /** DynamoDB counts about every six hours. */
  readonly itemCount?: number;
  /** Bytes; DynamoDB counts about every six hours. */
  readonly sizeBytes?: number;
  readonly createdAt?: Date;
  /** Present where the stream is on. */
  readonly stream?: { readonly view: NonNullable<TableModel["stream"]>; readonly arn?: string };
  /** Present where time to live is on, or being put on or off. */
  readonly timeToLive?: { readonly attribute: string; readonly status: TimeToLiveStatus };
}
