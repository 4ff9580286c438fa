import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** The tables of one test. */
export interface Store {
  readonly client: DynamoDBClient;
  /** The table's name in the service. */
  readonly tableName: string;
  /** Takes everything away again. */
  close(): Promise<void>;
}

/** A way to give tests a DynamoDB. */
export interface Contender {
  readonly name: string;
  /** Whether it has transactions at all. */
  readonly transactions: boolean;
  /** Starts what tests share: the engine. */
  start(): Promise<Stage>;
}

/** What tests share. */
export interface Stage {
  /** Makes the tables of one test, which no other test has. */
  open(): Promise<Store>;
  stop(): Promise<void>;
}
