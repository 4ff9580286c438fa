import type { DynamoDBClient, DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import type { Capability } from "./capability.ts";
import type { EngineName, EngineProduct } from "./names.ts";

/** Fixed credentials: letters and digits only, because DynamoDB Local takes nothing else. */
export interface EngineCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What an AWS SDK client needs to talk to the engine. */
export interface EngineClientConfig {
  readonly endpoint: string;
  readonly region: string;
  /** Absent for a remote endpoint without given credentials: the SDK then looks for its own. */
  readonly credentials?: EngineCredentials;
}

/**
 * A DynamoDB engine that answers requests.
 *
 * An engine that was started here listens on loopback only, keeps everything in memory, does not keep the program
 * running, and ends with it, however it ends.
 */
export interface Engine extends AsyncDisposable {
  readonly name: EngineName;
  /** What answers; absent for an endpoint of which nobody said what it is. */
  readonly product?: EngineProduct;
  /** The version of the engine, where it is known. */
  readonly version?: string;
  /** Whether it was started by this program, and ends with it. */
  readonly startedHere: boolean;
  /** The process id of the engine, if it was started here and is no container. */
  readonly pid?: number;
  readonly endpoint: string;
  readonly clientConfig: EngineClientConfig;
  /** Whether the engine does this as the service does. The answers are declared, not tried. */
  supports(capability: Capability): boolean;
  /**
   * Says that a test cannot do without: a test that would pass or fail for the wrong reason fails with a clear one.
   *
   * @throws {TestkitError} `engine-lacks-capability`: what the capability means, and which engine has it.
   *
   * @example
   * dynamodb.engine.require("ttlDeletion");
   */
  require(capability: Capability): void;
  /**
   * A new client of the engine. The caller may destroy it; `stop()` destroys those that are left.
   *
   * @param config - Overrides `clientConfig`, for instance with the credentials of another store.
   * @throws {TestkitError} `engine-stopped` after `stop()`.
   */
  client(config?: DynamoDBClientConfig): DynamoDBClient;
  /** Destroys the clients and ends the engine with all its data; an engine that was not started here keeps running. */
  stop(): Promise<void>;
}
