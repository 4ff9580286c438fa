import { TestkitError } from "../error/testkit-error.ts";
import { containerImage, isPulled } from "./container/image.ts";
import { containerRuntime } from "./container/runtime.ts";
import { findDynamoDBLocal } from "./dynamodb-local/folder.ts";
import { findJava } from "./dynamodb-local/java.ts";
import { findDynoxide } from "./dynoxide/binary.ts";
import { endpointAddress } from "./endpoint/address.ts";
import { parseProduct } from "./endpoint/product.ts";
import { ENGINE_NAMES, type EngineName } from "./names.ts";
import { waitForAnswer } from "./process/answers.ts";

/** Whether an engine can be had here, and why not. */
export interface EngineAvailability {
  readonly name: EngineName;
  readonly available: boolean;
  /** The version that would be used, where that is known before it is started. */
  readonly version?: string;
  /** What the first start has to fetch, such as `57 MB from npm` or an image. */
  readonly fetches?: string;
  /** Why it is not available, and what to do. */
  readonly reason?: string;
}

/**
 * Tries which engines can be had here: runs the Dynoxide binary and Java for their versions, looks for DynamoDB Local in
 * its folder, in the cache and in the registry, asks the container runtime, and asks the endpoint of `KEYWRIGHT_ENDPOINT`.
 * Fetches and starts nothing.
 *
 * @param names - Those to try. Default: all.
 *
 * @example
 * for (const engine of await availableEngines()) {
 *   console.log(engine.name, engine.available ? "is available" : engine.reason);
 * }
 */
export async function availableEngines(
  names: readonly EngineName[] = ENGINE_NAMES,
): Promise<readonly EngineAvailability[]> {
  return Promise.all(names.map((name) => availability(name)));
}

/** Whether one engine can be had. */
export async function availability(name: EngineName): Promise<EngineAvailability> {
  try {
    return { name, available: true, ...(await find(name)) };
  } catch (error) {
    if (TestkitError.isInstance(error)) return { name, available: false, reason: withoutReference(error) };
    throw error;
  }
}

/** A reason stands in a list of them: where to read on is said once, if at all. */
function withoutReference({ message, code }: TestkitError): string {
  return message.replace(`\nSee docs/errors.md#${code}`, "");
}

type Found = Pick<EngineAvailability, "version" | "fetches">;

/** Finds what an engine needs, or throws the error that starting it would throw. */
async function find(name: EngineName): Promise<Found> {
  switch (name) {
    case "dynoxide":
      return versionOf(await findDynoxide());
    case "dynamodb-local":
      await findJava();
      return findDynamoDBLocal();
    case "container":
      return findContainer();
    case "endpoint":
      await findEndpoint();
      return versionOf(parseProduct(undefined));
    default:
      return name satisfies never;
  }
}

async function findContainer(): Promise<Found> {
  const testcontainers = await containerRuntime();
  const image = containerImage();
  const fetches = (await isPulled(testcontainers, image)) ? {} : { fetches: `the image ${image.name}` };
  return { ...versionOf(image), ...fetches };
}

async function findEndpoint(): Promise<void> {
  const { endpoint } = endpointAddress(undefined, false);
  const failure = await waitForAnswer(endpoint, { timeoutMs: 2_000 });
  if (failure === undefined) return;
  throw new TestkitError({
    code: "endpoint-unreachable",
    message: `Nothing answers at ${endpoint}, which KEYWRIGHT_ENDPOINT names: ${failure.message || failure.name}. Start the engine there, or correct the variable.`,
    cause: failure,
  });
}

function versionOf({ version }: { readonly version?: string | undefined }): { readonly version?: string } {
  return version === undefined ? {} : { version };
}
