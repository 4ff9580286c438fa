import type { DynamoDBClient, DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { type ConnectOptions, connect, type Database } from "keywright";
import { withoutRetryDelays } from "../network/retry-delays.ts";
import type { RequestLog } from "../record/log.ts";
import { rememberLog } from "../record/source.ts";

interface Parts {
  readonly client: DynamoDBClient;
  /** What a client such as `client` is made of. */
  readonly config: DynamoDBClientConfig;
  readonly requests: RequestLog;
  readonly retryDelays: "sdk" | "none" | undefined;
}

interface Connected {
  readonly db: Database;
  destroy(): void;
}

/**
 * Connects as programs do: from a configuration, so that Keywright makes its own client. With `KEYWRIGHT_TRANSPORT=client` the
 * test's client is passed instead; other values are the option `transport` of `connect`, which comes first where it is given.
 */
export function connected(parts: Parts, options: ConnectOptions): Connected {
  const { client, config, requests, retryDelays } = parts;
  const transport = options.transport ?? process.env.KEYWRIGHT_TRANSPORT;
  if (transport === "client") return { db: connect(client, options), destroy: () => {} };
  // `connect` says which there are.
  const way = transport === undefined ? {} : { transport: transport as "sdk" | "direct" };
  const db = connect(config, { ...options, ...way });
  // Of a configuration nothing else is made.
  const own = db["~runtime"].transport.client as DynamoDBClient;
  if (retryDelays === "none") withoutRetryDelays(own);
  rememberLog(own, requests);
  return { db, destroy: () => own.destroy() };
}
