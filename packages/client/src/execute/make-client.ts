import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { CommandClient } from "./sender.ts";

/** A client of the AWS SDK: `DynamoDBClient`, `DynamoDBDocumentClient`, or anything that sends their commands. */
export interface SdkClient {
  send(command: never, ...rest: never[]): Promise<unknown>;
}

/** The client itself, or a new one for a configuration. */
export function clientOf(client: SdkClient | DynamoDBClientConfig): CommandClient {
  return isClient(client) ? (client as CommandClient) : new DynamoDBClient(client);
}

function isClient(value: SdkClient | DynamoDBClientConfig): value is SdkClient {
  return "send" in value && typeof value.send === "function";
}
