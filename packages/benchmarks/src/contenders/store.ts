import type { DynamoDBClient, DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";

/** Where a contender works. */
export interface Store {
  readonly tableName: string;
  /** What a client is made of. */
  readonly config: DynamoDBClientConfig & object;
  readonly client: DynamoDBClient;
}
