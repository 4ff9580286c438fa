import type { StartedTestContainer } from "testcontainers";
import { TestkitError } from "../../error/testkit-error.ts";
import type { Engine, EngineCredentials } from "../engine.ts";
import { engineHandle } from "../handle.ts";
import { waitForAnswer } from "../process/answers.ts";
import { containerImage, isPulled } from "./image.ts";
import { containerRuntime } from "./runtime.ts";

const PORT = 8000;

// In memory, and with a store of its own for each access key and Region. Compiling less makes the start faster; its sets go
// through the encoding of the platform.
const FLAGS = ["-Dfile.encoding=UTF-8", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];
const COMMAND = [...FLAGS, "-jar", "DynamoDBLocal.jar", "-inMemory"];

/**
 * Starts DynamoDB Local in a container, on a free port of this machine's loopback address. The image is pulled on first
 * use. testcontainers removes the container after this program has ended, however it ended.
 */
export async function startContainer(options: {
  readonly timeoutMs: number;
  readonly region: string;
  readonly credentials: EngineCredentials;
}): Promise<Engine> {
  const testcontainers = await containerRuntime();
  const { GenericContainer, Wait } = testcontainers;
  // testcontainers publishes on every interface; only its hook for subclasses reaches what says otherwise.
  class LoopbackContainer extends GenericContainer {
    protected override beforeContainerCreated(): Promise<void> {
      this.hostConfig.PortBindings = { [`${PORT}/tcp`]: [{ HostIp: "127.0.0.1", HostPort: "0" }] };
      return Promise.resolve();
    }
  }
  const image = containerImage();
  const start = async (): Promise<StartedTestContainer> => {
    if (!(await isPulled(testcontainers, image))) process.stderr.write(`Pulling the image ${image.name} (once) ...\n`);
    return (
      new LoopbackContainer(image.name)
        .withCommand(COMMAND)
        // Without the variable it reports its use to its maker.
        .withEnvironment({ DDB_LOCAL_TELEMETRY: "0" })
        .withExposedPorts(PORT)
        .withStartupTimeout(options.timeoutMs)
        // Any answer will do: to a request without a signature it is a refusal.
        .withWaitStrategy(Wait.forHttp("/", PORT, { abortOnContainerExit: true }).forStatusCodeMatching(() => true))
        .start()
    );
  };
  const container = await start().catch((cause: unknown) => {
    throw failed(image.name, (cause as Error).message, cause);
  });
  const endpoint = `http://127.0.0.1:${container.getMappedPort(PORT)}`;
  const failure = await waitForAnswer(endpoint, { timeoutMs: options.timeoutMs });
  if (failure !== undefined) {
    await container.stop();
    throw failed(image.name, `nothing answers at ${endpoint}: ${failure.message || failure.name}`, failure);
  }
  return engineHandle({
    name: "container",
    product: "dynamodb-local",
    version: image.version,
    startedHere: true,
    pid: undefined,
    clientConfig: { endpoint, region: options.region, credentials: options.credentials },
    stop: async () => {
      await container.stop();
    },
  });
}

function failed(image: string, why: string, cause: unknown): TestkitError {
  return new TestkitError({
    code: "engine-start-failed",
    message: `The container ${image} did not start: ${why.trim()}. See that "docker pull ${image}" works, and allow more with timeoutMs on a slow machine.`,
    cause,
  });
}
