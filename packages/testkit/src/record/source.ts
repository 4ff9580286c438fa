import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Database } from "keywright";
import { TestkitError } from "../error/testkit-error.ts";
import type { RequestLog } from "./log.ts";

/** Where requests are recorded: a test's DynamoDB, its `db` or one made of it, its client, or a log. */
export type RequestSource = { readonly requests: RequestLog } | RequestLog | Database | DynamoDBClient;

const key: unique symbol = Symbol.for("keywright.testkit.requests") as never;

interface Logged {
  readonly [key]?: RequestLog;
}

/** Lets `logOf` find the log from the client. */
export function rememberLog(client: DynamoDBClient, log: RequestLog): void {
  Object.defineProperty(client, key, { value: log });
}

/** @throws {TestkitError} `requests-not-recorded` where nothing records the requests of the source */
export function logOf(source: RequestSource): RequestLog {
  if ("counts" in source) return source;
  if ("requests" in source) return source.requests;
  const client: object = "~runtime" in source ? source["~runtime"].transport.client : source;
  const log = (client as Logged)[key];
  if (log) return log;
  throw new TestkitError({
    code: "requests-not-recorded",
    message:
      "The requests of this connection are not recorded: its client is not the one of startDynamoDB(). Connect with `dynamodb.client`, or use `dynamodb.db`.",
  });
}
