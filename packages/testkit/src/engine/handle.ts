import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { TestkitError } from "../error/testkit-error.ts";
import type { Capability } from "./capability.ts";
import type { Engine, EngineClientConfig } from "./engine.ts";
import type { EngineName } from "./names.ts";

interface Parts {
  readonly name: EngineName;
  readonly version: string | undefined;
  readonly pid: number | undefined;
  readonly clientConfig: EngineClientConfig;
  readonly capabilities: ReadonlySet<Capability>;
  readonly stop: () => Promise<void>;
}

/** The engine as its user sees it: clients are remembered, stopping twice is stopping once. */
export function engineHandle(parts: Parts): Engine {
  const clients: DynamoDBClient[] = [];
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    if (stopped === undefined) {
      for (const client of clients) client.destroy();
      stopped = parts.stop();
    }
    return stopped;
  };
  return {
    name: parts.name,
    ...(parts.version !== undefined && { version: parts.version }),
    ...(parts.pid !== undefined && { pid: parts.pid }),
    endpoint: parts.clientConfig.endpoint,
    clientConfig: parts.clientConfig,
    supports: (capability) => parts.capabilities.has(capability),
    client: (config = {}) => {
      if (stopped !== undefined) {
        throw new TestkitError({
          code: "engine-stopped",
          message: `The engine ${parts.name} was stopped; start another one with startEngine().`,
        });
      }
      const client = new DynamoDBClient({ ...parts.clientConfig, ...config });
      clients.push(client);
      return client;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
