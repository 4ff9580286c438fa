import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { TestkitError } from "../error/testkit-error.ts";
import { capabilitiesOf } from "./capability.ts";
import type { Engine, EngineClientConfig } from "./engine.ts";
import { lacksCapability } from "./lacking.ts";
import type { EngineName, EngineProduct } from "./names.ts";

interface Parts {
  readonly name: EngineName;
  readonly product: EngineProduct | undefined;
  readonly version: string | undefined;
  readonly startedHere: boolean;
  readonly pid: number | undefined;
  readonly clientConfig: EngineClientConfig;
  readonly stop: () => Promise<void>;
}

/** The engine as its user sees it: clients are remembered, stopping twice is stopping once. */
export function engineHandle(parts: Parts): Engine {
  const clients: DynamoDBClient[] = [];
  const capabilities = capabilitiesOf(parts.product, parts.version);
  const { endpoint } = parts.clientConfig;
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
    ...(parts.product !== undefined && { product: parts.product }),
    ...(parts.version !== undefined && { version: parts.version }),
    startedHere: parts.startedHere,
    ...(parts.pid !== undefined && { pid: parts.pid }),
    endpoint,
    clientConfig: parts.clientConfig,
    supports: (capability) => capabilities.has(capability),
    require: (capability) => {
      if (!capabilities.has(capability)) throw lacksCapability({ ...parts, endpoint }, capability);
    },
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
