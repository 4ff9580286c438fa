import { TestkitError } from "../../error/testkit-error.ts";
import { capabilitiesOf } from "../capability.ts";
import type { Engine, EngineCredentials } from "../engine.ts";
import { variable } from "../environment.ts";
import { engineHandle } from "../handle.ts";
import { ENGINE_PRODUCTS, type EngineProduct } from "../names.ts";
import { waitForAnswer } from "../process/answers.ts";
import { parseEndpoint } from "./address.ts";

/** Uses an engine that somebody else started, and never stops it. */
export async function useEndpoint(options: {
  readonly endpoint: string | undefined;
  readonly product: EngineProduct | undefined;
  readonly allowRemote: boolean;
  readonly timeoutMs: number;
  readonly region: string | undefined;
  readonly credentials: EngineCredentials | undefined;
  readonly localCredentials: EngineCredentials;
}): Promise<Engine> {
  const text = options.endpoint ?? variable("KEYWRIGHT_ENDPOINT");
  if (text === undefined) {
    throw new TestkitError({
      code: "endpoint-missing",
      message:
        'The engine "endpoint" needs an address: give the option endpoint, or set KEYWRIGHT_ENDPOINT, for instance to http://127.0.0.1:8000.',
    });
  }
  const address = parseEndpoint(text);
  if (!address.loopback && !options.allowRemote) {
    throw new TestkitError({
      code: "endpoint-remote",
      message: `The endpoint ${address.endpoint} is not on this machine. Tests create, fill and delete tables; to let them do that there, call startEngine({ allowRemote: true }). On this machine, write the address with 127.0.0.1, localhost or [::1].`,
    });
  }
  const { product, version } = options.product ? { product: options.product } : productFromEnvironment();
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
    version,
    pid: undefined,
    clientConfig: {
      endpoint: address.endpoint,
      region: options.region ?? (address.loopback ? undefined : variable("AWS_REGION")) ?? "us-east-1",
      ...(credentials !== undefined && { credentials }),
    },
    capabilities: capabilitiesOf(product, version),
    stop: async () => {},
  });
}

interface Product {
  readonly product?: EngineProduct;
  readonly version?: string | undefined;
}

/** What `KEYWRIGHT_ENDPOINT_PRODUCT` says, such as `aws` or `dynamodb-local@3.3.1`. */
function productFromEnvironment(): Product {
  const value = variable("KEYWRIGHT_ENDPOINT_PRODUCT");
  if (value === undefined) return {};
  const [wanted, version] = value.split("@");
  const product = ENGINE_PRODUCTS.find((name) => name === wanted);
  if (product === undefined) {
    throw new TestkitError({
      code: "engine-unknown",
      message: `KEYWRIGHT_ENDPOINT_PRODUCT is "${value}"; it must be one of ${ENGINE_PRODUCTS.join(", ")}, with a version where it counts (dynamodb-local@3.3.1), or not be set.`,
    });
  }
  return { product, version };
}
