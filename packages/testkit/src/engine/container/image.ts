import { variable } from "../environment.ts";
import type { Testcontainers } from "./runtime.ts";

const PINNED = "amazon/dynamodb-local:3.3.1";

/** The image to run, and the version that its tag says. */
export interface ContainerImage {
  readonly name: string;
  readonly version: string | undefined;
}

/** The image that `KEYWRIGHT_CONTAINER_IMAGE` names, else AWS's own in the version that was looked at. */
export function containerImage(): ContainerImage {
  const name = variable("KEYWRIGHT_CONTAINER_IMAGE") ?? PINNED;
  // A colon before the last slash belongs to a port of a registry.
  return { name, version: /:(\d+\.\d+(?:\.\d+)?)[^/]*$/.exec(name)?.[1] };
}

/** Whether the container runtime has the image, so that nothing is pulled. */
export async function isPulled(testcontainers: Testcontainers, image: ContainerImage): Promise<boolean> {
  const client = await testcontainers.getContainerRuntimeClient();
  return client.image.exists(testcontainers.ImageName.fromString(image.name));
}
