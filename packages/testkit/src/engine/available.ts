import { TestkitError } from "../error/testkit-error.ts";
import { dynamodbLocalObstacle } from "./dynamodb-local/folder.ts";
import { findJava } from "./dynamodb-local/java.ts";
import { findDynoxide } from "./dynoxide/binary.ts";
import { parseEndpoint } from "./endpoint/address.ts";
import { variable } from "./environment.ts";
import { ENGINE_NAMES, type EngineName } from "./names.ts";
import { waitForAnswer } from "./process/answers.ts";

/** Whether an engine can be had here, and why not. */
export interface EngineAvailability {
  readonly name: EngineName;
  readonly available: boolean;
  /** Present where it is not available. */
  readonly reason?: string;
}

/**
 * Tries which engines can be had here: runs the Dynoxide binary and Java for their versions, looks for DynamoDB Local in
 * its folder, in the cache and in the registry, and asks the endpoint of `KEYWRIGHT_ENDPOINT`. Fetches and starts nothing.
 *
 * @example
 * for (const engine of await availableEngines()) {
 *   console.log(engine.name, engine.available ? "is available" : engine.reason);
 * }
 */
export async function availableEngines(): Promise<readonly EngineAvailability[]> {
  return Promise.all(
    ENGINE_NAMES.map(async (name) => {
      const reason = await obstacle(name);
      return reason === undefined ? { name, available: true } : { name, available: false, reason };
    }),
  );
}

async function obstacle(name: EngineName): Promise<string | undefined> {
  try {
    switch (name) {
      case "dynoxide":
        await findDynoxide();
        return undefined;
      case "dynamodb-local":
        await findJava();
        return await dynamodbLocalObstacle();
      case "endpoint":
        return await endpointObstacle();
      default:
        return name satisfies never;
    }
  } catch (error) {
    if (TestkitError.isInstance(error)) return error.message;
    throw error;
  }
}

async function endpointObstacle(): Promise<string | undefined> {
  const text = variable("KEYWRIGHT_ENDPOINT");
  if (text === undefined) return "KEYWRIGHT_ENDPOINT is not set.";
  const { endpoint, loopback } = parseEndpoint(text);
  if (!loopback) return `The endpoint ${endpoint} is not on this machine, which needs the option allowRemote.`;
  const failure = await waitForAnswer(endpoint, { timeoutMs: 2_000 });
  return failure === undefined ? undefined : `Nothing answers at ${endpoint}: ${failure.message || failure.name}.`;
}
