import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type ClientConfig, isClient, type SdkClient } from "../client-or-config.ts";
import type { RetryStrategy } from "./retry.ts";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly accountId?: string;
}

/** What goes to a handler of HTTP requests. */
export interface HttpRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: object;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

export interface Logger {
  info?(entry: object): void;
  error?(entry: object): void;
}

/** What the direct path uses of the configuration that the SDK made of the one it was given. */
export interface SdkConfig {
  credentials(): Promise<Credentials>;
  region(): Promise<string>;
  /** Where somebody gave one. */
  readonly endpoint?: (() => Promise<unknown>) | undefined;
  readonly requestHandler: {
    handle(request: HttpRequest, options: object): Promise<{ readonly response: HttpResponse }>;
  };
  streamCollector(stream: unknown): Promise<Uint8Array>;
  retryStrategy(): Promise<RetryStrategy | object>;
  maxAttempts(): Promise<number>;
  readonly systemClockOffset: number;
  readonly logger?: Logger;
}

export interface ConfiguredClient extends SdkClient {
  readonly config: SdkConfig;
}

/**
 * The client whose configuration is used: one that was given, or a new one.
 *
 * @throws TypeError for a client with middleware of somebody's own, which would never run, and for what is no client of the SDK
 */
export function configuredClient(client: SdkClient | ClientConfig): ConfiguredClient {
  if (!isClient(client)) return new DynamoDBClient(client);
  if (!isConfigured(client)) {
    throw new TypeError(
      'transport "direct" takes a DynamoDBClient, a DynamoDBDocumentClient or a configuration: what was passed has no configuration of the SDK. Leave out `transport`',
    );
  }
  const own = ownMiddleware(client);
  if (own.length > 0) {
    throw new TypeError(
      `transport "direct" does not run the SDK's middleware, and this client has some that the SDK does not add itself: ${own.join(", ")}. Pass a client without it, or leave out \`transport\``,
    );
  }
  return client;
}

function isConfigured(client: object): client is ConfiguredClient & { middlewareStack: Stack } {
  const { config, middlewareStack } = client as { config?: Partial<SdkConfig>; middlewareStack?: Partial<Stack> };
  const methods = [
    config?.credentials,
    config?.region,
    config?.retryStrategy,
    config?.maxAttempts,
    config?.streamCollector,
  ];
  return (
    methods.every((method) => typeof method === "function") &&
    typeof config?.requestHandler?.handle === "function" &&
    typeof middlewareStack?.identify === "function"
  );
}

interface Stack {
  /** Names and places. */
  identify(): readonly string[];
}

/** What was added to a client after the SDK made it. */
function ownMiddleware(client: ConfiguredClient & { readonly middlewareStack: Stack }): readonly string[] {
  const usual = new DynamoDBClient({ region: "us-east-1" }).middlewareStack.identify();
  const left = [...usual];
  const own = client.middlewareStack.identify().filter((name) => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  // Libraries that watch or replace requests do it in this way, too.
  return Object.hasOwn(client, "send") ? [...own, "a `send` of its own"] : own;
}
