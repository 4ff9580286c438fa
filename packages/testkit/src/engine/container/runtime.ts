import { createRequire } from "node:module";
import { join } from "node:path";
import { TestkitError } from "../../error/testkit-error.ts";

export type Testcontainers = typeof import("testcontainers");

/**
 * Loads testcontainers and sees that a container runtime answers whose ports are on this machine.
 *
 * @throws {TestkitError} `testcontainers-missing`, `container-runtime-missing`, `container-runtime-remote`.
 */
export async function containerRuntime(): Promise<Testcontainers> {
  const testcontainers = loadTestcontainers();
  let host: string;
  try {
    host = (await testcontainers.getContainerRuntimeClient()).info.containerRuntime.host;
  } catch (cause) {
    throw new TestkitError({
      code: "container-runtime-missing",
      message: `No container runtime answers: ${(cause as Error).message.trim()}. Start Docker (or Podman, with DOCKER_HOST set to its socket), and see that "docker info" works for this user.`,
      cause,
    });
  }
  if (host !== "localhost" && !/^127\.|^::1$/.test(host)) {
    throw new TestkitError({
      code: "container-runtime-remote",
      message: `The container runtime is at ${host} and not on this machine, so a port that it publishes on 127.0.0.1 cannot be reached from here. Start DynamoDB Local there as a service of its own, and set KEYWRIGHT_ENDPOINT and KEYWRIGHT_ENDPOINT_PRODUCT.`,
    });
  }
  return testcontainers;
}

// Loaded when it is needed, which takes 0.4 s. Required and not imported: under Jest, `import()` needs a flag of Node.
function loadTestcontainers(): Testcontainers {
  // First what came with the testkit, then what the project itself installed.
  for (const from of [import.meta.url, join(process.cwd(), "package.json")]) {
    const require = createRequire(from);
    try {
      require.resolve("testcontainers");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
      continue;
    }
    return require("testcontainers") as Testcontainers;
  }
  throw new TestkitError({
    code: "testcontainers-missing",
    message:
      "The engine container needs the package testcontainers, which is not installed. Install it: npm install --save-dev testcontainers@11.",
  });
}
