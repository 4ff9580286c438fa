import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";

/** A client of the AWS SDK: `DynamoDBClient`, `DynamoDBDocumentClient`, or anything that sends their commands. */
export interface SdkClient {
  send(command: never, ...rest: never[]): Promise<unknown>;
}

/** A configuration for a new client. All of its properties are optional, so a string would pass for one. */
export type ClientConfig = DynamoDBClientConfig & object;

export function isClient(value: SdkClient | ClientConfig): value is SdkClient {
  return "send" in value && typeof value.send === "function";
}
