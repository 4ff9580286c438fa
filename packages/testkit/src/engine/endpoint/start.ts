import { TestkitError } from "../../error/testkit-error.ts";
import type { Engine, EngineCredentials } from "../engine.ts";
import { variable } from "../environment.ts";
import { engineHandle } from "../handle.ts";
import { waitForAnswer } from "../process/answers.ts";
import { endpointAddress } from "./address.ts";
import { parseProduct } from "./product.ts";

/** Uses an engine that somebody else started, and never stops it. */
export async function useEndpoint(options: {
  readonly endpoint: string | undefined;
  readonly product: string | undefined;
  readonly allowRemote: boolean;
  readonly timeoutMs: number;
  readonly region: string | undefined;
  readonly credentials: EngineCredentials | undefined;
  readonly localCredentials: EngineCredentials;
}): Promise<Engine> {
  const address = endpointAddress(options.endpoint, options.allowRemote);
  const { product, version } = parseProduct(options.product);
  const failure = await waitForAnswer(address.endpoint, { timeoutMs: options.timeoutMs });
  if (failure !== undefined) {
    throw new TestkitError({
      code: "endpoint-unreachable",
      message: `Nothing answers at the endpoint ${address.endpoint} (waited ${options.timeoutMs} ms): ${failure.message || failure.name}. Start the engine there, or correct KEYWRIGHT_ENDPOINT.`,
      cause: failure,
    });
  }
  // Made-up credentials are for engines on this machine; elsewhere the SDK finds the caller's own.
  const credentials = options.credentials ?? (address.loopback ? options.localCredentials : undefined);
  return engineHandle({
    name: "endpoint",
    product,
    version,
    startedHere: false,
    pid: undefined,
    clientConfig: {
      endpoint: address.endpoint,
      region: options.region ?? (address.loopback ? undefined : variable("AWS_REGION")) ?? "us-east-1",
      ...(credentials !== undefined && { credentials }),
    },
    stop: async () => {},
  });
}
