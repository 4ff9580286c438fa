import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { CommandClient } from "./command-transport.ts";

/** A client of the AWS SDK: `DynamoDBClient`, `DynamoDBDocumentClient`, or anything that sends their commands. */
export interface SdkClient {
  send(command: never, ...rest: never[]): Promise<unknown>;
}

/** A configuration for a new client. All of its properties are optional, so a string would pass for one. */
export type ClientConfig = DynamoDBClientConfig & object;

/** The client itself, or a new one for a configuration. */
export function clientOf(client: SdkClient | ClientConfig): CommandClient {
  return isClient(client) ? (client as CommandClient) : new DynamoDBClient(client);
}

function isClient(value: SdkClient | ClientConfig): value is SdkClient {
  return "send" in value && typeof value.send === "function";
}
