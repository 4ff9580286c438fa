import { chooseEngine } from "./choose.ts";
import { startContainer } from "./container/start.ts";
import { startDynamoDBLocal } from "./dynamodb-local/start.ts";
import { startDynoxide } from "./dynoxide/start.ts";
import { useEndpoint } from "./endpoint/start.ts";
import type { Engine, EngineCredentials } from "./engine.ts";
import type { EngineName, EngineProduct } from "./names.ts";

const LOCAL_CREDENTIALS: EngineCredentials = { accessKeyId: "keywright", secretAccessKey: "keywright" };

/** How to get an engine. */
export interface StartEngineOptions {
  /**
   * Default: the environment variable `KEYWRIGHT_ENGINE`, else `endpoint` if one is given, else the first of these that is
   * there: `dynoxide`, `dynamodb-local` in a folder or the cache, `container`, `dynamodb-local` fetched now.
   */
  readonly engine?: EngineName;
  /** The address for the engine `endpoint`. Default: the environment variable `KEYWRIGHT_ENDPOINT`. */
  readonly endpoint?: string;
  /**
   * What answers at the endpoint, for `supports`; with a version where it counts, as in `dynamodb-local@3.3.1`. Default: the
   * environment variable `KEYWRIGHT_ENDPOINT_PRODUCT`.
   */
  readonly product?: EngineProduct | `${EngineProduct}@${string}`;
  /** Lets an endpoint be on another machine, or be the service itself. Tests create and delete tables there. */
  readonly allowRemote?: boolean;
  /** Default: `us-east-1`; for a remote endpoint the environment variable `AWS_REGION` comes first. */
  readonly region?: string;
  /** Default: made-up ones on this machine, the SDK's own search elsewhere. */
  readonly credentials?: EngineCredentials;
  /** How long the engine may take until it answers, in milliseconds. Default: 30,000; for an endpoint 5,000. */
  readonly timeoutMs?: number;
}

/**
 * Starts a DynamoDB engine, or takes the one at an endpoint, and waits until it answers.
 *
 * `dynoxide` takes some 20 ms and needs no installation besides its npm package. `dynamodb-local` takes two to four
 * seconds, needs Java 17 or newer, and fetches DynamoDB Local on first use. `container` needs Docker and the package
 * testcontainers. All run in memory, listen on loopback only, and end with this program, however it ends.
 *
 * @throws {TestkitError} The engine cannot be had; the message says what to install or to set. `no-engine` where nobody chose
 * one and none is there.
 *
 * @example
 * await using engine = await startEngine();
 * const client = engine.client();
 * await client.send(new ListTablesCommand({}));
 *
 * @example
 * // In a test file, without `await using`:
 * let engine: Engine;
 * beforeAll(async () => { engine = await startEngine({ engine: "dynamodb-local" }); });
 * afterAll(() => engine.stop());
 */
export async function startEngine(options: StartEngineOptions = {}): Promise<Engine> {
  const name = await chooseEngine(options.engine, options.endpoint);
  const credentials = options.credentials ?? LOCAL_CREDENTIALS;
  const region = options.region ?? "us-east-1";
  const timeoutMs = options.timeoutMs ?? 30_000;
  switch (name) {
    case "dynoxide":
      return startDynoxide({ timeoutMs, region, credentials });
    case "dynamodb-local":
      return startDynamoDBLocal({ timeoutMs, region, credentials });
    case "container":
      return startContainer({ timeoutMs, region, credentials });
    case "endpoint":
      return useEndpoint({
        endpoint: options.endpoint,
        product: options.product,
        allowRemote: options.allowRemote ?? false,
        timeoutMs: options.timeoutMs ?? 5_000,
        region: options.region,
        credentials: options.credentials,
        localCredentials: LOCAL_CREDENTIALS,
      });
    default:
      return name satisfies never;
  }
}
