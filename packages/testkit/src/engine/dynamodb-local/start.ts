import { TestkitError } from "../../error/testkit-error.ts";
import type { Engine, EngineCredentials } from "../engine.ts";
import { engineHandle } from "../handle.ts";
import { waitForAnswer } from "../process/answers.ts";
import { supervise } from "../process/supervise.ts";
import { dynamodbLocalFolder } from "./folder.ts";
import { findJava } from "./java.ts";
import { launchArguments, READY_LINE } from "./launch.ts";

/** Starts DynamoDB Local in memory, on a free loopback port, with a store of its own for each access key and region. */
export async function startDynamoDBLocal(options: {
  readonly timeoutMs: number;
  readonly region: string;
  readonly credentials: EngineCredentials;
}): Promise<Engine> {
  const java = await findJava();
  const folder = await dynamodbLocalFolder();
  const args = await launchArguments(folder);
  if (args === undefined) {
    throw notLoopback(
      folder,
      "it has no DynamoDBLocal_lib/jetty-xml-*.jar (put in that of the version of its jetty-server), or classes that are not known here",
    );
  }
  const started = await supervise(java, args, {
    // Without the variable it reports its use to its maker.
    env: { ...process.env, DDB_LOCAL_TELEMETRY: "0" },
  });
  const ready = await started.line(READY_LINE, options.timeoutMs);
  const endpoint = `http://127.0.0.1:${ready?.[1]}`;
  const failure =
    ready === undefined
      ? new Error("It never said that it was ready")
      : await waitForAnswer(endpoint, { timeoutMs: options.timeoutMs, gaveUp: started.hasExited });
  if (failure !== undefined) {
    await started.kill();
    const output = started.output().trim() || "nothing";
    if (/ClassNotFoundException|NoSuchMethodException|NoClassDefFoundError/.test(output)) {
      throw notLoopback(folder, `its classes are not the ones known here; it wrote: ${output}`);
    }
    throw new TestkitError({
      code: "engine-start-failed",
      message: `DynamoDB Local in ${folder} did not start within ${options.timeoutMs} ms. It wrote: ${output}`,
      cause: failure,
    });
  }
  started.release();
  const version = ready?.[2];
  return engineHandle({
    name: "dynamodb-local",
    product: "dynamodb-local",
    startedHere: true,
    version,
    pid: started.pid,
    clientConfig: { endpoint, region: options.region, credentials: options.credentials },
    stop: started.kill,
  });
}

function notLoopback(folder: string, why: string): TestkitError {
  return new TestkitError({
    code: "dynamodb-local-not-loopback",
    message: `DynamoDB Local in ${folder} cannot be started so that it listens on this machine alone: ${why}. Left to itself it listens on every interface. Run that version in a container (set KEYWRIGHT_ENGINE to container and KEYWRIGHT_CONTAINER_IMAGE to amazon/dynamodb-local with its version as the tag), or unset KEYWRIGHT_DYNAMODB_LOCAL to use version 1.25.1.`,
  });
}
